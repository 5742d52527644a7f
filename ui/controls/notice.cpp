// SPDX-License-Identifier: MIT
#include "ui/controls/notice.h"

#include "ui/controls/barbutton.h"
#include "ui/controls/type.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>

namespace seeipc {

Notice::Notice(QWidget *parent)
    : QWidget(parent),
      m_sentence(new ScaledLabel(TextRole::State, this)),
      m_wayOn(new BarButton(this))
{
    m_sentence->setWordWrap(true);
    auto *row = new QHBoxLayout(this);
    const int gap = fontMetrics().height();
    row->setContentsMargins(gap * 3 / 2, gap * 2 / 3, gap, gap * 2 / 3);
    row->setSpacing(gap);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_wayOn);
    hide();
    connect(m_wayOn, &QPushButton::clicked, this, &Notice::wentOn);
}

void Notice::say(const QString &sentence, const QString &wayOn, Glyph glyph)
{
    m_sentence->setText(sentence.left(1).toUpper() + sentence.mid(1));
    m_wayOn->setGlyph(glyph);
    m_wayOn->setWords(wayOn, {wayOn});
    setVisible(!sentence.isEmpty());
    if (sentence.isEmpty())
        return;
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

QString Notice::sentence() const
{
    return isHidden() ? QString() : m_sentence->text();
}

void Notice::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette().color(QPalette::WindowText), 2));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 10, 10);
}

} // namespace seeipc
