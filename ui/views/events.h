// SPDX-License-Identifier: MIT
#pragma once

#include "ui/views/view.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLineEdit>
#include <QTableView>

namespace seeipc {

class EventTable;

/// The record as a table: filtered by process, result and words; it follows the playhead, and a
/// click on a row moves the playhead there.
class EventsView : public View
{
    Q_OBJECT

public:
    EventsView(SessionModel &model, QWidget *parent);

    void setTheme(const Theme &theme) override;
    void showInstant() override;
    QTableView &table() { return *m_view; }
    EventTable &rows() { return *m_table; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeLayout();
    void restart();
    void retranslate();
    void applyFilter();
    void frame();
    void follow();
    void goTo(const QModelIndex &index);
    void copyRows();
    void fit();

    SessionModel &m_model;
    EventTable *m_table;
    QTableView *m_view;
    QComboBox *m_process;
    QComboBox *m_result;
    QLineEdit *m_text;
    QBoxLayout *m_filters;
};

} // namespace seeipc
