// SPDX-License-Identifier: MIT
#pragma once

#include "ui/views/view.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QTimer>

namespace seeipc {

class EventList;
class EventTable;

/// The record as a table: filtered by process, result and words; it follows the playhead, and a
/// double click on a row or Enter moves the playhead there.
class EventsView : public View
{
    Q_OBJECT

public:
    EventsView(SessionModel &model, QWidget *parent);

    void setTheme(const Theme &theme) override;
    void showInstant() override;
    EventList &table() { return *m_view; }
    EventTable &rows() { return *m_table; }

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeLayout();
    void fit();
    void fitFilters();
    void followSoon();
    void restart();
    void retranslate();
    void applyFilter();
    void listSoon();
    void frame();
    void follow();
    void goTo(const QModelIndex &index);
    void showMatch();
    void sayIfNoRow();
    void showWholeRows();
    void tellCopied(int copiedRows, int selectedRows);

    SessionModel &m_model;
    EventTable *m_table;
    EventList *m_view;
    QComboBox *m_process;
    QComboBox *m_result;
    QLineEdit *m_text;
    QBoxLayout *m_filters;
    QLabel *m_copied;
    QTimer m_rest;             ///< runs while the last new rows stand
    bool m_isNew = false;      ///< something was recorded that is not listed
    bool m_isMarked = false;   ///< the current row is that of a frozen instant
    bool m_isToMatch = false;  ///< what the words of the filter are in is to be in view
    bool m_isToFollow = false; ///< the playhead's row is to be marked once it is listed
};

} // namespace seeipc
