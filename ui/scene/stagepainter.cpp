// SPDX-License-Identifier: MIT
#include "ui/scene/stagepainter.h"

#include "ui/scene/stateglyph.h"

#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace seeipc {

namespace {

constexpr qsizetype mostShaped = 600; ///< texts a role
constexpr double fadedText = 0.74;    ///< opacity of ink on what has faded: still read

bool touches(const QRegion &region, const QRectF &rect)
{
    return region.intersects(rect.toAlignedRect().adjusted(-1, -1, 1, 1));
}

QColor withOpacity(QColor colour, double opacity)
{
    colour.setAlphaF(static_cast<float>(opacity));
    return colour;
}

} // namespace

QPen dashed(const QColor &colour, double width)
{
    QPen pen(colour, width);
    pen.setDashPattern({3, 2});
    pen.setCapStyle(Qt::FlatCap);
    return pen;
}

const TextPainter::Shaped &TextPainter::shaped(TextRole role, const QString &text)
{
    auto &known = m_shaped[static_cast<std::size_t>(role)];
    const auto found = known.find(text);
    if (found != known.end())
        return *found;
    if (known.size() >= mostShaped)
        known.clear();
    QTextLayout layout(text, m_measure.font(role));
    layout.beginLayout();
    const auto line = layout.createLine();
    layout.endLayout();
    return *known.insert(text, {layout.glyphRuns(), line.ascent()});
}

void TextPainter::draw(QPainter &painter, const QPointF &baseline, TextRole role,
                       const QString &text, const QColor &colour)
{
    const auto &made = shaped(role, text);
    painter.setPen(colour);
    for (const auto &run : made.runs)
        painter.drawGlyphRun(QPointF(baseline.x(), std::round(baseline.y()) - made.ascent), run);
}

StagePainter::StagePainter(const TextMeasure &measure, const Theme &theme, double pixelRatio)
    : m_texts(measure), m_theme(theme), m_pixelRatio(pixelRatio), m_unit(measure.scale().unit)
{}

void StagePainter::paint(QPainter &painter, const StageLayout &layout, const QRegion &region)
{
    fillGround(painter, layout, region);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const auto &thread : layout.threads) {
        if (touches(region, thread.path.boundingRect().adjusted(-8, -8, 8, 8)))
            paintThread(painter, thread);
    }
    for (const auto &tube : layout.tubes)
        paintTube(painter, tube, region);
    for (const auto &thread : layout.threads) {
        if (thread.glows) // nothing hides the one that all is about
            paintThread(painter, thread);
    }
    for (const auto &box : layout.boxes) {
        if (touches(region, box.rect.adjusted(-8, -8, 8, 8)))
            paintBox(painter, box, region);
    }
    if (layout.mark && touches(region, layout.mark->rect.adjusted(-4, -4, 4, 4))) {
        paintMark(painter, *layout.mark);
        paintSockets(painter, layout, region); // they are in the wall that it goes around
    }
    for (const auto &arrow : layout.arrows) {
        if (touches(region, arrow.path.boundingRect().adjusted(-12, -32, 12, 12))
            || (arrow.label && touches(region, arrow.label->rect)))
            paintArrow(painter, arrow);
    }
    for (const auto &box : layout.boxes) {
        if (box.struck && touches(region, box.struck->rect()))
            paintSignal(painter, box.struck->rect(), box.struck->text);
        if (box.shield && touches(region, box.shield->rect()))
            paintShield(painter, box.shield->rect(), box.shield->text);
    }
}

/// As the ring around a selected process; what it lies on may be as dark as itself.
void StagePainter::paintMark(QPainter &painter, const FocusMark &mark) const
{
    constexpr double halo = 3;
    paintRing(painter, mark, halo);
}

/// What is selected has a ring of one width; where keys go too, the ring has heavy corners.
void StagePainter::paintRing(QPainter &painter, const FocusMark &ring, double halo) const
{
    const double wide = std::max(2.0, 2 * m_unit);
    const auto draw = [&](double width) {
        if (halo > 0) {
            painter.setPen(QPen(m_theme.ground, width + halo));
            painter.drawRoundedRect(ring.rect, ring.radius, ring.radius);
        }
        painter.setPen(QPen(m_theme.ink, width));
        painter.drawRoundedRect(ring.rect, ring.radius, ring.radius);
    };
    painter.setBrush(Qt::NoBrush);
    draw(wide);
    if (!ring.focused)
        return;
    const double heavy = 2.5 * wide;
    const double side = std::min(0.3 * std::min(ring.rect.width(), ring.rect.height()),
                                 ring.radius + 14 * m_unit);
    const auto outer = ring.rect.adjusted(-heavy, -heavy, heavy, heavy);
    QRegion corners(outer.toRect());
    corners -= QRectF(ring.rect.left() + side, outer.top(), ring.rect.width() - 2 * side,
                      outer.height())
                   .toRect();
    corners -= QRectF(outer.left(), ring.rect.top() + side, outer.width(),
                      ring.rect.height() - 2 * side)
                   .toRect();
    painter.save();
    painter.setClipRegion(corners, Qt::IntersectClip);
    draw(heavy);
    painter.restore();
}

/// A live tube is opaque: nothing is filled beneath it.
void StagePainter::fillGround(QPainter &painter, const StageLayout &layout,
                              const QRegion &region) const
{
    auto bare = region;
    for (const auto &tube : layout.tubes) {
        if (tube.isLive() && !tube.faded)
            bare -= tube.wall.toRect();
    }
    for (const auto &rect : bare)
        painter.fillRect(rect, m_theme.ground);
}

void StagePainter::paintThread(QPainter &painter, const ThreadShape &thread) const
{
    painter.setBrush(Qt::NoBrush);
    painter.setOpacity(thread.faded ? m_theme.faded : 1);
    painter.setPen(thread.glows ? QPen(m_theme.hopelessLine, 6 * m_unit)
                                : QPen(m_theme.outline, std::max(2.0, 3 * m_unit)));
    painter.drawPath(thread.path);
    painter.setOpacity(1);
}

QColor StagePainter::colourOf(Tone tone, const BoxShape &box) const
{
    if (box.faded)
        return withOpacity(m_theme.ink, m_theme.faded < 1 ? fadedText : 1);
    if (tone == Tone::Muted)
        return m_theme.mutedInk;
    if (tone == Tone::Ink)
        return m_theme.ink;
    switch (box.look) {
    case Look::Running: return m_theme.runningText;
    case Look::Asleep: return m_theme.asleepText;
    case Look::Hopeless: return m_theme.hopelessText;
    default: return m_theme.ink;
    }
}

void StagePainter::paintBox(QPainter &painter, const BoxShape &box, const QRegion &region)
{
    const double radius = 12 * m_unit;
    const double wide = std::max(2.0, 3 * m_unit);
    QColor head;
    QPen border(m_theme.outline, std::max(1.5, 2 * m_unit));
    switch (box.look) {
    case Look::Running:
        head = m_theme.running;
        border = QPen(m_theme.running, wide);
        break;
    case Look::Asleep:
        head = m_theme.asleep;
        border = QPen(m_theme.asleepLine, wide);
        break;
    case Look::Hopeless:
        head = m_theme.hopeless;
        border = QPen(m_theme.hopelessLine, wide);
        break;
    case Look::Outline: break;
    case Look::Ended: border = dashed(m_theme.outline, border.widthF()); break;
    case Look::Killed:
        border = box.crossed ? dashed(m_theme.hopelessLine, wide)
                             : dashed(m_theme.outline, border.widthF());
        break;
    }
    painter.setOpacity(box.faded ? m_theme.faded : 1);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.panel);
    painter.drawRoundedRect(box.rect, radius, radius);
    if (head.isValid() && touches(region, box.head)) {
        painter.save();
        painter.setClipRect(box.head, Qt::IntersectClip);
        painter.setBrush(head);
        painter.drawRoundedRect(box.rect, radius, radius);
        painter.restore();
    }
    painter.setBrush(m_theme.identityOf(box.worker));
    painter.setPen(Qt::NoPen);
    painter.drawRoundedRect(box.spine, 3 * m_unit, 3 * m_unit);
    painter.setBrush(Qt::NoBrush);
    if (box.crossed) {
        const auto body = box.rect.adjusted(wide, wide, -wide, -wide);
        QRegion aroundWords(box.rect.toAlignedRect());
        for (const auto &label : box.labels)
            aroundWords -= label.rect.toAlignedRect();
        painter.save();
        painter.setClipRegion(aroundWords, Qt::IntersectClip);
        painter.setPen(QPen(withOpacity(m_theme.hopelessLine, 0.4), wide));
        painter.drawLine(body.topLeft(), body.bottomRight());
        painter.drawLine(body.topRight(), body.bottomLeft());
        painter.restore();
    }
    painter.setPen(border);
    painter.drawRoundedRect(box.rect, radius, radius);
    painter.setOpacity(1);
    if (box.selected) {
        const double away = 5 * std::max(m_unit, 0.8);
        paintRing(painter,
                  {box.rect.adjusted(-away, -away, away, away), radius + away, box.focused}, 0);
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.outline);
    for (const auto &row : box.rows)
        painter.drawEllipse(row.dot, 4.5 * m_unit, 4.5 * m_unit);
    drawStateGlyph(painter, box.glyph, box.glyphRect, colourOf(Tone::Head, box));
    for (const auto &label : box.labels) {
        if (touches(region, label.rect))
            paintLabel(painter, label, colourOf(label.tone, box));
    }
}

void StagePainter::paintArrow(QPainter &painter, const ArrowShape &arrow)
{
    const auto &colour = arrow.hopeless ? m_theme.hopelessLine : m_theme.asleepLine;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(dashed(colour, std::max(3.0, 4 * m_unit)));
    painter.drawPath(arrow.path);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    for (const auto &head : arrow.heads)
        painter.drawPolygon(head);
    for (const auto *label : {&arrow.label, &arrow.age}) {
        if (*label)
            paintLabel(painter, **label, m_theme.ink);
    }
}

void StagePainter::paintSheet(QPainter &painter, const QRectF &rect, const QStringList &lines)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.outline, std::max(1.5, 2 * m_unit)));
    painter.setBrush(m_theme.panel);
    painter.drawRoundedRect(rect, 4 * m_unit, 4 * m_unit);
    const auto &measure = m_texts.measure();
    const double step = rect.height() / static_cast<double>(std::max<qsizetype>(1, lines.size()));
    double y = rect.top() + (step - measure.lineHeight(TextRole::Text)) / 2;
    for (const auto &line : lines) {
        m_texts.draw(painter, {rect.left() + 6 * m_unit, y + measure.ascent(TextRole::Text)},
                     TextRole::Text, line, m_theme.mutedInk);
        y += step;
    }
}

void StagePainter::paintLabel(QPainter &painter, const Label &label, const QColor &colour)
{
    const auto &measure = m_texts.measure();
    const double base = label.rect.top() + measure.ascent(label.role);
    double left = label.rect.left();
    if (label.onGround)
        painter.fillRect(label.rect.adjusted(-3, 0, 3, 0), m_theme.ground);
    if (label.mark == SourceMark::Clock) {
        const double side = std::round(label.rect.height() * 0.78);
        drawClock(painter, QRectF(left, label.rect.center().y() - side / 2, side, side), colour);
        left += label.rect.height();
    }
    if (label.mark == SourceMark::Tear) {
        const double side = label.rect.height();
        painter.setPen(QPen(m_theme.ink, std::max(1.5, 1.6 * m_unit)));
        painter.drawPolyline(QPolygonF({{left + side * 0.25, label.rect.top() + side * 0.1},
                                        {left + side * 0.55, label.rect.top() + side * 0.3},
                                        {left + side * 0.25, label.rect.top() + side * 0.5},
                                        {left + side * 0.55, label.rect.top() + side * 0.7},
                                        {left + side * 0.25, label.rect.top() + side * 0.9}}));
        left += side;
    }
    m_texts.draw(painter, {left, base}, label.role, label.text, colour);
    if (label.mark != SourceMark::Dotted)
        return;
    QPen dots(colour, std::max(1.5, 1.8 * m_unit));
    dots.setDashPattern({1, 1.6});
    dots.setCapStyle(Qt::FlatCap);
    painter.setPen(dots);
    const double y = std::round(label.rect.bottom()) - 0.5;
    painter.drawLine(QPointF(label.rect.left(), y), QPointF(label.rect.right(), y));
}

} // namespace seeipc
