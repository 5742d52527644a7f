// SPDX-License-Identifier: MIT
#pragma once

#include <QPlainTextEdit>
#include <QString>
#include <QWidget>

namespace seeipc {

class BarButton;

/// The text of a file, to be read: its lines have numbers, and one of them may be marked.
class SourceText : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit SourceText(QWidget *parent = nullptr);

    /// Counted from 1; 0: none.
    void mark(int line);
    int marked() const { return m_marked; }
    /// Selects the marked line, in the middle where it can be.
    void goToMark();
    int numbersWidth() const;
    void paintNumbers(QWidget &strip);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void layOut();

    QWidget *m_numbers;
    int m_marked = 0;
};

/// A demo's file that is broken, below the sentence that says why: its text, with the line where it breaks.
class SourcePanel : public QWidget
{
    Q_OBJECT

public:
    explicit SourcePanel(QWidget *parent = nullptr);

    /// `sentence` is what is copied with the place. Line 0: nobody knows.
    void show(const QString &file, int line, const QString &sentence);
    void retranslate();
    const QString &file() const { return m_file; }
    const SourceText &text() const { return *m_text; }
    QString copied() const; ///< "mine.json:12: ..."
    /// Nothing where no text is shown.
    void goToMark();

private:
    QString m_file;
    QString m_sentence;
    SourceText *m_text;
    BarButton *m_go;
    BarButton *m_edit;
    BarButton *m_copy;
};

} // namespace seeipc
