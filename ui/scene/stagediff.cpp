// SPDX-License-Identifier: MIT
// What of a stage must be drawn anew: the number that changed, not the box around it.
#include "ui/scene/stagepainter.h"

namespace seeipc {

namespace {

constexpr int stroke = 8; ///< pixels that lines reach beyond their shape

QRect grown(const QRectF &rect, int by)
{
    return rect.toAlignedRect().adjusted(-by, -by, by, by);
}

void addLabels(QRegion &region, const std::vector<Label> &before, const std::vector<Label> &now)
{
    for (std::size_t i = 0; i < std::max(before.size(), now.size()); ++i) {
        if (i < before.size() && i < now.size() && before[i] == now[i])
            continue;
        if (i < before.size())
            region += grown(before[i].rect, 4);
        if (i < now.size())
            region += grown(now[i].rect, 4);
    }
}

/// Everything of a box but the texts of its labels.
bool isSameForm(const BoxShape &before, const BoxShape &now)
{
    return before.rect == now.rect && before.head == now.head && before.look == now.look
           && before.glyph == now.glyph && before.glyphRect == now.glyphRect
           && before.faded == now.faded && before.selected == now.selected
           && before.focused == now.focused && before.rows == now.rows
           && before.crossed == now.crossed && before.struck == now.struck
           && before.shield == now.shield;
}

void addBox(QRegion &region, const BoxShape &before, const BoxShape &now)
{
    if (isSameForm(before, now))
        addLabels(region, before.labels, now.labels);
    else
        region += grown(before.rect.united(now.rect), 2 * stroke);
    for (const auto *box : {&before, &now}) {
        if (box->struck && before.struck != now.struck)
            region += grown(box->struck->rect(), stroke);
        if (box->shield && before.shield != now.shield)
            region += grown(box->shield->rect(), stroke);
    }
}

void addCells(QRegion &region, const TubeShape &before, const TubeShape &now)
{
    QRectF changed;
    for (std::size_t i = 0; i < now.cells.size(); ++i) {
        if (!(before.cells[i] == now.cells[i]))
            changed |= now.cells[i].cell | now.cells[i].callout | before.cells[i].callout;
    }
    if (!changed.isEmpty())
        region += grown(changed, 1);
    for (std::size_t i = 0; i < now.lenses.size(); ++i) {
        if (i >= before.lenses.size() || !(before.lenses[i] == now.lenses[i]))
            region += grown(now.wall, 1); // the lines to a lens cross the wall
    }
}

void addOutside(QRegion &region, const OutsideShape &outside)
{
    region += grown(outside.rect, stroke);
    for (const auto &label : outside.labels)
        region += grown(label.rect, 4);
}

void addTube(QRegion &region, const TubeShape &before, const TubeShape &now)
{
    const bool isSameForm = before.wall == now.wall && before.exists == now.exists
                            && before.gone == now.gone && before.faded == now.faded
                            && before.writeEnd == now.writeEnd && before.readEnd == now.readEnd
                            && before.cells.size() == now.cells.size() && before.doors == now.doors
                            && before.plate == now.plate;
    if (isSameForm)
        addCells(region, before, now);
    else
        region += grown(before.wall.united(now.wall),
                        static_cast<int>(now.writeEnd.radius) + stroke);
    for (const auto *tube : {&before, &now}) {
        if (tube->plate && before.plate != now.plate)
            region += grown(tube->plate->rect, 2 * stroke); // a fallen one is tilted
    }
    addLabels(region, before.labels, now.labels);
    if (before.outside == now.outside)
        return;
    for (const auto *tube : {&before, &now}) {
        for (const auto &outside : tube->outside)
            addOutside(region, outside);
    }
}

void addArrow(QRegion &region, const ArrowShape &arrow)
{
    // A long arrow bends around half of the stage: its strokes, not what it encloses.
    for (const auto &polygon : arrow.path.toSubpathPolygons()) {
        for (qsizetype i = 1; i < polygon.size(); ++i)
            region += grown(QRectF(polygon[i - 1], polygon[i]).normalized(), stroke);
    }
    for (const auto &head : arrow.heads)
        region += grown(head.boundingRect(), 4);
    for (const auto *label : {&arrow.label, &arrow.age}) {
        if (*label)
            region += grown((*label)->rect, 4);
    }
}

/// Parts that are in one list and not at the same place in the other.
template<typename Shape, typename Add>
void forChanged(const std::vector<Shape> &before, const std::vector<Shape> &now, Add add)
{
    for (std::size_t i = 0; i < std::max(before.size(), now.size()); ++i) {
        if (i < before.size() && i < now.size() && before[i] == now[i])
            continue;
        if (i < before.size())
            add(before[i]);
        if (i < now.size())
            add(now[i]);
    }
}

} // namespace

QRegion changedRegion(const StageLayout &before, const StageLayout &now)
{
    if (before.size != now.size || before.boxes.size() != now.boxes.size()
        || before.tubes.size() != now.tubes.size() || before.unit != now.unit)
        return QRect(QPoint(), now.size.toSize());
    QRegion region;
    for (std::size_t i = 0; i < now.boxes.size(); ++i)
        addBox(region, before.boxes[i], now.boxes[i]);
    for (std::size_t i = 0; i < now.tubes.size(); ++i)
        addTube(region, before.tubes[i], now.tubes[i]);
    forChanged(before.threads, now.threads, [&](const ThreadShape &thread) {
        region += grown(thread.path.boundingRect(), stroke);
    });
    forChanged(before.arrows, now.arrows,
               [&](const ArrowShape &arrow) { addArrow(region, arrow); });
    for (const auto *layout : {&before, &now}) {
        if (layout->mark && before.mark != now.mark)
            region += grown(layout->mark->rect, stroke);
    }
    return region;
}

} // namespace seeipc
