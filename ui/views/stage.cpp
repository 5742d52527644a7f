// SPDX-License-Identifier: MIT
#include "ui/views/stage.h"

#include "ui/model/sessionmodel.h"
#include "ui/scene/typescale.h"

#include <QPainter>

namespace seeipc {

StageView::StageView(SessionModel &model, QWidget *parent)
    : View(parent), m_model(model), m_theme(&themeOf(ThemeName::Light))
{
    setObjectName(QStringLiteral("stage"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(&model, &SessionModel::changed, this, QOverload<>::of(&QWidget::update));
    connect(&model, &SessionModel::restarted, this, QOverload<>::of(&QWidget::update));
}

void StageView::setTheme(const Theme &theme)
{
    m_theme = &theme;
    update();
}

QSize StageView::minimumSizeHint() const
{
    return {640, 240};
}

void StageView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->ground);
    if (!m_model.isOpen())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    const auto scale = TypeScale::forWindow(window()->size());
    painter.setFont(scale.font(TextRole::Name));
    const auto &snapshot = m_model.snapshot();
    const QSizeF box(330 * scale.unit, 190 * scale.unit);
    for (std::size_t i = 0; i < snapshot.processes.size(); ++i) {
        const double x = i % 2 == 0 ? scale.margin : width() - scale.margin - box.width();
        const QRectF place(QPointF(x, 20 + static_cast<double>(i / 2) * (box.height() + 12)), box);
        painter.setPen(QPen(m_theme->outline, 2));
        painter.setBrush(m_theme->panel);
        painter.drawRoundedRect(place, 12 * scale.unit, 12 * scale.unit);
        painter.setPen(m_theme->ink);
        painter.drawText(place.adjusted(16, 12, -16, -12), Qt::AlignLeft | Qt::AlignTop,
                         QString::fromStdString(m_model.scenario().workers[i].name));
    }
    for (const auto &channel : snapshot.channels) {
        if (!channel.exists)
            continue;
        QRectF tube(0, 32, 0, 146 * scale.unit);
        tube.setLeft(scale.margin + box.width() + 122 * scale.unit);
        tube.setRight(width() - tube.left());
        painter.setPen(QPen(m_theme->outline, 3));
        painter.setBrush(m_theme->channel);
        painter.drawRoundedRect(tube, 22, 22);
        const auto filled = tube.width() * static_cast<double>(channel.slots.fill())
                            / static_cast<double>(channel.slots.capacity());
        painter.fillRect(QRectF(tube.right() - filled, tube.top() + 12, filled, tube.height() - 24),
                         m_theme->identities.front());
    }
}

} // namespace seeipc
