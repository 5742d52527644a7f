// SPDX-License-Identifier: MIT
// How the timeline's lanes are drawn.
#include "ui/scene/stateglyph.h"
#include "ui/scene/timelinepainter.h"
#include "ui/scene/timelinestrokes.h"

#include <algorithm>
#include <cmath>

namespace seeipc {

namespace {

constexpr double plainWidth = 8; ///< pixels of a span: narrower has no corners
constexpr int leastLost = 4;     ///< pixels of a column in which anything was lost

} // namespace

void TimelinePainter::paintLane(QPainter &painter, const LaneShape &lane)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.identityOf(lane.worker));
    painter.drawRoundedRect(lane.spine, 2, 2);
    paintLabel(painter, lane.name, m_theme.ink);
    if (!lane.columns.empty())
        paintColumns(painter, lane);
    for (const auto &span : lane.spans)
        paintSpan(painter, span);
}

/// Over the arcs, and on the ground of their bars: an arc from lane to lane may cross one between.
void TimelinePainter::paintLaneWords(QPainter &painter, const LaneShape &lane)
{
    for (const auto &span : lane.spans) {
        if (span.label.text.isEmpty())
            continue;
        const auto ground = span.label.rect.adjusted(-4, 0, 4, 0);
        painter.fillRect(ground.intersected(span.rect.adjusted(0, 2, 0, -2)), groundOf(span.doing));
        paintLabel(painter, span.label, inkOf(span.label, span.doing));
    }
    paintEnds(painter, lane);
}

QColor TimelinePainter::groundOf(Doing doing) const
{
    return doing == Doing::Asleep     ? m_theme.asleep
           : doing == Doing::Hopeless ? m_theme.hopeless
                                      : m_theme.panel;
}

/// One that is too narrow for corners and outlines.
void TimelinePainter::paintPlain(QPainter &painter, const TimelineSpan &span) const
{
    const auto thin = span.rect.height() * 0.34;
    switch (span.doing) {
    case Doing::Call: painter.fillRect(span.rect, m_theme.running); break;
    case Doing::Asleep: painter.fillRect(span.rect, m_theme.asleep); break;
    case Doing::Hopeless: painter.fillRect(span.rect, m_theme.hopeless); break;
    case Doing::Running:
        painter.fillRect(span.rect.adjusted(0, thin, 0, -thin), m_theme.running);
        break;
    case Doing::Turn:
    case Doing::Cue:
    case Doing::Look:
    case Doing::Held:
    case Doing::Stopped:
        painter.fillRect(QRectF(span.rect.topLeft(), QSizeF(span.rect.width(), 1.5)),
                         m_theme.outline);
        painter.fillRect(QRectF(span.rect.left(), span.rect.bottom() - 1.5, span.rect.width(), 1.5),
                         m_theme.outline);
        break;
    case Doing::Unseen: painter.fillRect(span.rect, QBrush(dotted(m_theme.outline))); break;
    default: break;
    }
}

/// Solid: it runs or sleeps in a call. Outline: it stands between two calls. Dots: nobody looked.
/// Dashed: it has ended.
void TimelinePainter::paintSpan(QPainter &painter, const TimelineSpan &span) const
{
    if (span.rect.width() < plainWidth) {
        paintPlain(painter, span);
        return;
    }
    const auto radius = std::min({3.0, span.rect.width() / 4});
    const auto inner = span.rect.adjusted(0.75, 0.75, -0.75, -0.75);
    painter.setPen(Qt::NoPen);
    switch (span.doing) {
    case Doing::Nothing: return;
    case Doing::Call:
        painter.setBrush(m_theme.running);
        painter.drawRoundedRect(span.rect, radius, radius);
        break;
    case Doing::Running: {
        const auto thin = span.rect.height() * 0.34;
        painter.fillRect(span.rect.adjusted(0, thin, 0, -thin), m_theme.running);
        break;
    }
    case Doing::Asleep:
    case Doing::Hopeless:
        painter.setBrush(span.doing == Doing::Asleep ? m_theme.asleep : m_theme.hopeless);
        painter.drawRoundedRect(span.rect, radius, radius);
        break;
    case Doing::Held: hatch(painter, inner, m_theme.outline, Qt::BDiagPattern); [[fallthrough]];
    case Doing::Turn:
    case Doing::Cue:
    case Doing::Look:
    case Doing::Stopped: {
        const bool isFilled = span.doing != Doing::Held && span.doing != Doing::Stopped;
        painter.setPen(QPen(m_theme.outline, 1.5));
        painter.setBrush(isFilled ? m_theme.panel : QBrush(Qt::NoBrush));
        painter.drawRoundedRect(inner, radius, radius);
        break;
    }
    case Doing::Unseen: painter.fillRect(span.rect, QBrush(dotted(m_theme.outline))); break;
    case Doing::Ended:
        painter.setPen(dashedPen(m_theme.outline, 1));
        painter.drawLine(QPointF(span.rect.left(), span.rect.center().y()),
                         QPointF(span.rect.right(), span.rect.center().y()));
        break;
    }
}

/// Shares from the bottom: running, asleep; above them what stands at a gate, hatched if held; then what
/// was lost, hatched as its band is, and never so little that it is not seen; at the top, in dots, the
/// time without a look.
void TimelinePainter::paintColumns(QPainter &painter, const LaneShape &lane) const
{
    const auto height = static_cast<int>(lane.rect.height());
    const auto width = static_cast<int>(lane.columns.size());
    QImage picture(width, height, QImage::Format_ARGB32_Premultiplied);
    picture.fill(Qt::transparent);
    auto *pixels = reinterpret_cast<QRgb *>(picture.bits());
    const auto running = m_theme.running.rgba();
    const auto asleep = m_theme.asleep.rgba();
    const auto outline = m_theme.outline.rgba();
    const auto gate = mixed(m_theme.outline, m_theme.panel, 0.16).rgba();
    const auto lostLine = m_theme.ink.rgba();
    const auto lostGround = m_theme.panel.rgba();
    const auto part = [height](float share) {
        return static_cast<int>(std::lround(share * static_cast<float>(height)));
    };
    for (int x = 0; x < width; ++x) {
        const auto &column = lane.columns[static_cast<std::size_t>(x)];
        if (column.running + column.asleep + column.gate + column.held + column.lost + column.unseen
            <= 0)
            continue;
        const auto runs = part(column.running);
        const auto sleeps = runs + part(column.asleep);
        const auto stands = sleeps + part(column.gate);
        const auto all = stands + part(column.held);
        const bool isLooked = column.unseen <= 0;
        const auto known = column.lost > 0 ? std::min(all, height - leastLost)
                           : isLooked      ? height
                                           : all;
        const auto told = isLooked ? height : known + part(column.lost);
        for (int y = 0; y < height; ++y) {
            auto colour = y < runs ? running : y < sleeps ? asleep : gate;
            if (y >= stands && (x + height - y) % 8 < 2) // the other way than what was lost
                colour = outline;
            if (y >= sleeps && (y == height - 1 || y == 0))
                colour = outline;
            if (y >= known)
                colour = (x + y) % 8 < 3 ? lostLine : lostGround;
            if (y >= told)
                colour = isDot(x, height - 1 - y) ? outline : lostGround;
            pixels[(height - 1 - y) * width + x] = colour;
        }
    }
    painter.drawImage(lane.rect.topLeft(), picture);
}

void TimelinePainter::paintEnds(QPainter &painter, const LaneShape &lane)
{
    for (const auto &end : lane.ends) {
        drawStateGlyph(painter, end.isKill ? StateGlyph::Cross : StateGlyph::Ring, end.rect,
                       end.isKill ? m_theme.hopelessLine : m_theme.ink);
        if (!end.label.text.isEmpty())
            painter.fillRect(end.label.rect.adjusted(-3, 0, 3, 0), m_theme.panel);
        paintLabel(painter, end.label, m_theme.ink);
    }
}

} // namespace seeipc
