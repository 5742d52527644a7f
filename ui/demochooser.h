// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>
#include <QLineEdit>
#include <QListWidget>
#include <QStringList>

#include <string>
#include <vector>

namespace seeipc {

class ScaledLabel;

/// The start page: all demos by chapter, the latest ones first, each with what is learned from it and
/// what is seen; typing narrows the list by title, call and symptom, in both languages.
class DemoChooser : public QDialog
{
    Q_OBJECT

public:
    /// `current` is the id of the demo that is open, `recent` those of the latest, newest first.
    DemoChooser(const std::string &current, const QStringList &recent, QWidget *parent = nullptr);

Q_SIGNALS:
    /// A demo was chosen: its file. The dialog has closed.
    void chosen(const std::string &file);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill(const std::string &current, const QStringList &recent);
    void addHeading(const QString &text);
    QListWidgetItem *addDemo(std::size_t index);
    void narrow(const QString &words);
    void tellWhetherFound(bool isFound);
    void choose();

    QLineEdit *m_words;
    QListWidget *m_list;
    ScaledLabel *m_nothing;                ///< says so where no demo has the words
    std::vector<QListWidgetItem *> m_rows; ///< as they stand where no words are
    int m_recentRows = 0; ///< rows of the latest ones, heading included; they stand below again
};

} // namespace seeipc
