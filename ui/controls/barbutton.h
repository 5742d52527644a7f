// SPDX-License-Identifier: MIT
#pragma once

#include "ui/controls/glyph.h"
#include "ui/controls/keybutton.h"

#include <QString>

namespace seeipc {

/// A button of the bar: a glyph and words. text() is always the whole; what is shown of it depends
/// on the form that the bar has room for.
class BarButton : public KeyButton
{
    Q_OBJECT

public:
    enum class Form { Whole, Short };

    explicit BarButton(QWidget *parent = nullptr);

    void setGlyph(Glyph glyph);
    /// Short: what is shown instead where there is little room; empty: the glyph alone.
    void setWords(const QString &whole, const QString &shortened);
    void setForm(Form form);
    /// A width in letters instead of that of the words, which change: where the whole ones are
    /// longer the short ones are shown, and of those as much as there is room for.
    void setLetters(int whole, int shortened);
    int letters() const { return m_form == Form::Whole ? m_lettersWhole : m_lettersShort; }
    bool isElided() const;
    /// Of the click that clicked() tells; none where no mouse made it.
    Qt::KeyboardModifiers modifiers() const { return m_modifiers; }

    QSize sizeHint() const override;

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QString shownWords() const;
    int glyphSide() const;
    int wordsWidth() const;

    Glyph m_glyph = Glyph::None;
    QString m_short;
    Qt::KeyboardModifiers m_modifiers;
    Form m_form = Form::Whole;
    int m_lettersWhole = 0; ///< 0: as wide as the words
    int m_lettersShort = 0;
};

} // namespace seeipc
