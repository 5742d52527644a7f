// SPDX-License-Identifier: MIT
#pragma once

#include "ui/controls/keybutton.h"

#include <QFontMetrics>

namespace seeipc {

/// The lines that the words take in `room` pixels: they break at a space or a punctuation mark, or after a
/// Chinese letter that ends a word. Where a word may go on only what is wider than the room by itself breaks.
QString brokenAtPauses(const QString &words, const QFontMetrics &metrics, int room);

/// A button of the hand panel. Its words take as many lines as they need. It becomes no lower while it is
/// there.
class HandButton : public KeyButton
{
public:
    static constexpr int leastWidth =
        190; ///< pixels; two stand beside each other where there is room

    HandButton(const QString &text, QWidget *parent);

    void setWords(const QString &words);
    /// Has the height for these too: it may come to say them.
    void keepRoomFor(const QString &words);
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int heightOf(const QString &words, int width) const;

    QString m_longest; ///< of all that it said, or may come to say
};

} // namespace seeipc
