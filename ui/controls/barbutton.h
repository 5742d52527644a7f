// SPDX-License-Identifier: MIT
#pragma once

#include "ui/controls/glyph.h"
#include "ui/controls/keybutton.h"

#include <QStringList>

namespace seeipc {

/// A button of the bar: a glyph and words. text() is always the whole; what is shown of it depends
/// on the form that the bar has room for, each line for itself.
class BarButton : public KeyButton
{
    Q_OBJECT

public:
    enum class Form { Whole, Short };

    explicit BarButton(QWidget *parent = nullptr);

    void setGlyph(Glyph glyph);
    /// Shorter: what is shown instead where there is less room, the longest first; none: the glyph
    /// alone.
    void setWords(const QString &whole, const QStringList &shorter);
    /// Each line: the whole words of it, then shorter ones, the longest first.
    void setLines(const QList<QStringList> &lines);
    /// As high as for so many, whatever it says.
    void setLeastLines(int lines);
    void setForm(Form form);
    /// A width in letters instead of that of the words, which change: the first words that fit it
    /// are shown; where none do, as much of the shortest as there is room for.
    void setLetters(int whole, int shortened);
    int letters() const { return m_form == Form::Whole ? m_lettersWhole : m_lettersShort; }
    bool isElided() const;
    QString shownWords() const { return shownLines().join(QLatin1Char('\n')); }
    /// Of the click that clicked() tells; none where no mouse made it.
    Qt::KeyboardModifiers modifiers() const { return m_modifiers; }

    QSize sizeHint() const override;

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    int glyphSide() const;
    int wordsWidth() const;
    QStringList shownLines() const;
    int widthOf(const QStringList &lines) const;

    Glyph m_glyph = Glyph::None;
    QList<QStringList> m_lines;
    int m_leastLines = 1;
    Qt::KeyboardModifiers m_modifiers;
    Form m_form = Form::Whole;
    int m_lettersWhole = 0; ///< 0: as wide as the words
    int m_lettersShort = 0;
};

} // namespace seeipc
