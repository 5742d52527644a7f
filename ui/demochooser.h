// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>
#include <QLineEdit>
#include <QListWidget>

#include <string>

namespace seeipc {

class ScaledLabel;

/// All demos in a list by chapter, each by its title in both languages; typing narrows the
/// list by title, call and symptom.
class DemoChooser : public QDialog
{
    Q_OBJECT

public:
    /// `current` is the id of the demo that is open.
    explicit DemoChooser(const std::string &current, QWidget *parent = nullptr);

Q_SIGNALS:
    /// A demo was chosen: its file. The dialog has closed.
    void chosen(const std::string &file);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill(const std::string &current);
    void narrow(const QString &words);
    void showLesson();
    void choose();

    QLineEdit *m_words;
    QListWidget *m_list;
    ScaledLabel *m_nothing; ///< says so where no demo has the words
    ScaledLabel *m_lesson;
};

} // namespace seeipc
