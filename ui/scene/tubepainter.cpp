// SPDX-License-Identifier: MIT
// How a stream of bytes is drawn: the tube, its slots and sockets, and bytes on their way.
#include "ui/scene/layoutparts.h"
#include "ui/scene/stagepainter.h"

#include <algorithm>
#include <cmath>

namespace seeipc {

namespace {

constexpr double cornerOfCell = 4;     ///< units
constexpr double pictureEdge = 4;      ///< pixels around a tube's wall
constexpr std::size_t mostSingle = 32; ///< slots that are drawn one by one

/// Slots below each other in a column.
std::size_t rowsOf(const TubeShape &tube)
{
    std::size_t rows = 1;
    while (rows < tube.cells.size() && tube.cells[rows].cell.left() == tube.cells[0].cell.left())
        ++rows;
    return rows;
}

QString keyOf(const char *what, const QSizeF &size, std::size_t number)
{
    return QStringLiteral("%1 %2x%3 %4")
        .arg(QLatin1String(what))
        .arg(size.width())
        .arg(size.height())
        .arg(number);
}

} // namespace

QPixmap StagePainter::filled(const QSizeF &size, const QColor &colour) const
{
    QPixmap picture((size * m_pixelRatio).toSize());
    picture.setDevicePixelRatio(m_pixelRatio);
    picture.fill(colour);
    return picture;
}

/// The tube with all its slots free (noWorker), or all full of the bytes of one writer.
const QPixmap &StagePainter::tubePicture(const TubeShape &tube, WorkerId filledBy)
{
    const auto key = keyOf(tube.flowsRight ? "tube" : "tube back", tube.wall.size(),
                           tube.cells.size() * 1000 + filledBy);
    const auto known = m_pictures.constFind(key);
    if (known != m_pictures.constEnd())
        return *known;
    auto picture = filled(tube.wall.size() + QSizeF(2 * pictureEdge, 2 * pictureEdge),
                          m_theme.ground);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(QPointF(pictureEdge, pictureEdge) - tube.wall.topLeft());
    painter.setPen(QPen(m_theme.channelLine, std::max(2.0, 3 * m_unit)));
    painter.setBrush(m_theme.channel);
    const double radius = tubeRadius(tube.wall, m_unit);
    painter.drawRoundedRect(tube.wall, radius, radius);
    const bool isFree = filledBy == noWorker;
    painter.setPen(isFree ? QPen(m_theme.channelLine, 1) : QPen(Qt::NoPen));
    painter.setBrush(isFree ? m_theme.control : m_theme.identityOf(filledBy));
    const double inset = isFree ? 0.5 : 0;
    for (const auto &slot : tube.cells)
        painter.drawRoundedRect(slot.cell.adjusted(inset, inset, -inset, -inset),
                                cornerOfCell * m_unit, cornerOfCell * m_unit);
    paintDirection(painter, tube);
    return *m_pictures.insert(key, picture);
}

/// Which way bytes go: chevrons in the wall, above and beneath the slots.
void StagePainter::paintDirection(QPainter &painter, const TubeShape &tube) const
{
    const double pad = tube.cells.front().cell.top() - tube.wall.top();
    const double half = std::max(2.5, pad * 0.32);
    const double forward = tube.flowsRight ? half : -half;
    painter.setPen(QPen(m_theme.outline, std::max(1.5, 2 * m_unit), Qt::SolidLine, Qt::RoundCap,
                        Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    for (const double y : {tube.wall.top() + pad / 2, tube.wall.bottom() - pad / 2}) {
        for (int i = -1; i <= 1; ++i) {
            const QPointF tip(tube.wall.center().x() + forward / 2 + i * 3 * half, y);
            painter.drawPolyline(
                QPolygonF({tip + QPointF(-forward, -half), tip, tip + QPointF(-forward, half)}));
        }
    }
}

const QPixmap &StagePainter::fullCell(const QSizeF &size, WorkerId writer)
{
    const auto key = keyOf("cell", size, writer);
    const auto known = m_pictures.constFind(key);
    if (known != m_pictures.constEnd())
        return *known;
    auto picture = filled(size, m_theme.channel);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.identityOf(writer));
    painter.drawRoundedRect(QRectF(QPointF(), size), cornerOfCell * m_unit, cornerOfCell * m_unit);
    return *m_pictures.insert(key, picture);
}

void StagePainter::paintTube(QPainter &painter, const TubeShape &tube, const QRegion &region)
{
    const bool isLive = tube.isLive();
    painter.setOpacity(tube.faded ? m_theme.faded : 1);
    if (isLive && region.intersects(tube.wall.toAlignedRect().adjusted(-4, -4, 4, 4))) {
        paintCells(painter, tube, region);
        for (const auto &lens : tube.lenses)
            paintLens(painter, tube, lens);
    } else if (!tube.doors.empty()) {
        paintDoors(painter, tube);
    } else if (!isLive) {
        QPen pen(m_theme.outline, std::max(1.5, 2 * m_unit));
        pen.setDashPattern({4, 3});
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        const double radius = tubeRadius(tube.wall, m_unit);
        painter.drawRoundedRect(tube.wall, radius, radius);
    }
    if (isLive) {
        paintSocket(painter, tube.writeEnd, true);
        paintSocket(painter, tube.readEnd, true);
    }
    if (tube.plate)
        paintPlate(painter, *tube.plate);
    painter.setOpacity(1);
    for (const auto &label : tube.labels) {
        if (region.intersects(label.rect.toAlignedRect()))
            paintLabel(painter, label, label.tone == Tone::Muted ? m_theme.mutedInk : m_theme.ink);
    }
    for (const auto &outside : tube.outside)
        paintOutside(painter, outside);
}

void StagePainter::paintTubePicture(QPainter &painter, const TubeShape &tube, const QRectF &part,
                                    const QPixmap &picture) const
{
    const auto corner = part.topLeft() - tube.wall.topLeft() + QPointF(pictureEdge, pictureEdge);
    painter.drawPixmap(part, picture, QRectF(corner * m_pixelRatio, part.size() * m_pixelRatio));
}

/// Runs of full slots are copied from one picture: hundreds of slots change in a frame. What is left
/// of the picture is the free tube, and slots that are partly full one by one.
void StagePainter::paintCells(QPainter &painter, const TubeShape &tube, const QRegion &region)
{
    const auto whole = tube.wall.adjusted(-pictureEdge, -pictureEdge, pictureEdge, pictureEdge);
    const auto rows = rowsOf(tube);
    const auto isFull = [&](std::size_t i) {
        return tube.cells[i].writer != noWorker && tube.cells[i].bytes == tube.cells[i].cell
               && tube.cells[i].letters.isEmpty() && !tube.cells[i].isPacket
               && !tube.cells[i].isGuess && tube.cells[i].shares.empty()
               && tube.cells[i].tears.empty() && tube.cells[i].writer == tube.cells.front().writer;
    };
    std::size_t columns = 0; // full ones behind the first: that is read from
    const std::size_t first = !tube.cells.empty() && isFull(0) ? 0 : 1;
    while ((first + columns + 1) * rows <= tube.cells.size()) {
        bool isColumnFull = true;
        for (std::size_t k = 0; k < rows && isColumnFull; ++k)
            isColumnFull = isFull((first + columns) * rows + k);
        if (!isColumnFull)
            break;
        ++columns;
    }
    QRectF run;
    if (columns > 0 && tube.cells.size() > mostSingle) {
        run = tube.cells[first * rows].cell | tube.cells[(first + columns) * rows - 1].cell;
        run.setTop(whole.top());
        run.setBottom(whole.bottom());
    }
    painter.save();
    painter.setClipRegion(QRegion(whole.toRect()) - run.toRect(), Qt::IntersectClip);
    paintTubePicture(painter, tube, whole, tubePicture(tube, noWorker));
    painter.restore();
    if (!run.isEmpty())
        paintTubePicture(painter, tube, run, tubePicture(tube, tube.cells.front().writer));
    for (std::size_t i = 0; i < tube.cells.size() && !tube.cells[i].bytes.isEmpty(); ++i) {
        const auto &cell = tube.cells[i].cell;
        if (!run.contains(cell) && region.intersects(cell.toRect()))
            paintCell(painter, tube.cells[i]);
    }
    for (const auto &slot : tube.cells) {
        if (!slot.letters.isEmpty() && !slot.callout.isEmpty()
            && region.intersects((slot.callout | slot.cell).toAlignedRect()))
            paintCallout(painter, slot);
    }
}

void StagePainter::paintCell(QPainter &painter, const SlotShape &slot)
{
    if (!slot.taken.isEmpty())
        painter.fillRect(slot.taken, QBrush(m_theme.outline, Qt::BDiagPattern));
    const auto source = QRectF((slot.bytes.topLeft() - slot.cell.topLeft()) * m_pixelRatio,
                               slot.bytes.size() * m_pixelRatio);
    painter.drawPixmap(slot.bytes, fullCell(slot.cell.size(), slot.writer), source);
    for (const auto &[place, writer] : slot.shares)
        painter.fillRect(place, m_theme.identityOf(writer));
    for (const auto &tear : slot.tears)
        paintTear(painter, tear);
    if (slot.isGuess)
        paintGuess(painter, slot);
    if (slot.isPacket)
        paintPacketBorder(painter, slot);
    if (!slot.letters.isEmpty() && slot.callout.isEmpty())
        paintLetters(painter, slot);
}

/// A slot seen large; the small one that it shows has the same frame. The oldest one is beside its lens.
void StagePainter::paintLens(QPainter &painter, const TubeShape &tube, const LensShape &lens)
{
    const auto &cell = lens.slot.cell;
    const double width = std::max(1.5, 2 * m_unit);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.control);
    painter.drawRect(cell);
    if (!lens.slot.bytes.isEmpty())
        paintCell(painter, lens.slot);
    painter.setPen(QPen(m_theme.outline, width));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(cell.adjusted(width / 2, width / 2, -width / 2, -width / 2));
    if (lens.from.isEmpty())
        return;
    painter.drawRect(lens.from.adjusted(-1, -1, 1, 1));
    if (!lens.isHead)
        return;
    const bool isRight = cell.left() > tube.wall.center().x();
    const double lensX = isRight ? cell.left() : cell.right();
    const double slotX = isRight ? lens.from.right() + 1 : lens.from.left() - 1;
    painter.setPen(QPen(m_theme.outline, std::max(1.0, m_unit)));
    painter.drawLine(QPointF(slotX, lens.from.top()), QPointF(lensX, cell.top()));
    painter.drawLine(QPointF(slotX, lens.from.bottom()), QPointF(lensX, cell.bottom()));
}

/// As of torn paper: the teeth are cut out of the bytes.
void StagePainter::paintTear(QPainter &painter, const QPolygonF &tear) const
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.channel);
    painter.drawPolygon(tear);
    painter.setPen(QPen(m_theme.ink, std::max(1.5, 1.6 * m_unit)));
    painter.drawPolyline(tear);
}

/// Whose bytes these are is inferred: a dotted line beneath them, as beneath an inferred number.
void StagePainter::paintGuess(QPainter &painter, const SlotShape &slot)
{
    const double width = std::max(2.0, 3 * m_unit);
    QPen pen(m_theme.ground, width, Qt::DotLine);
    pen.setCapStyle(Qt::FlatCap);
    painter.setPen(pen);
    const double y = slot.bytes.bottom() - 2 * width;
    painter.drawLine(QPointF(slot.bytes.left() + width, y), QPointF(slot.bytes.right() - width, y));
}

/// A packet is a thing of its own in its slot: a border around all of the slot says that no other bytes
/// can come into it.
void StagePainter::paintPacketBorder(QPainter &painter, const SlotShape &slot)
{
    const double width = std::max(1.5, 2 * m_unit);
    QPen pen(m_theme.identityOf(slot.writer), width);
    pen.setJoinStyle(Qt::MiterJoin);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(slot.cell.adjusted(width / 2, width / 2, -width / 2, -width / 2));
}

/// On what lies in the slot, level.
void StagePainter::paintLetters(QPainter &painter, const SlotShape &slot)
{
    const auto &measure = m_texts.measure();
    const double width = measure.width(TextRole::Call, slot.letters);
    const double height = measure.lineHeight(TextRole::Call);
    const auto colour = slot.bytes.height() > height ? textOn(m_theme.identityOf(slot.writer))
                                                     : m_theme.ink;
    painter.save();
    painter.setClipRect(slot.cell, Qt::IntersectClip);
    const double top = std::max(std::min(slot.bytes.top() - 2, slot.cell.bottom()) - height,
                                slot.cell.top());
    m_texts.draw(painter,
                 {slot.cell.center().x() - width / 2, top + measure.ascent(TextRole::Call)},
                 TextRole::Call, slot.letters, colour);
    painter.restore();
}

/// The letters, and a line from them to the bytes in their slot.
void StagePainter::paintCallout(QPainter &painter, const SlotShape &slot)
{
    const auto &measure = m_texts.measure();
    const auto &place = slot.callout;
    const bool isLeft = place.left() < slot.cell.left();
    const QPointF corner(slot.cell.center().x(), place.center().y());
    const bool isBeneath = slot.bytes.top() > corner.y();
    painter.setPen(QPen(m_theme.identityOf(slot.writer), std::max(1.5, 2 * m_unit)));
    painter.setBrush(m_theme.ground);
    painter.drawPolyline(
        QPolygonF({{isLeft ? place.right() : place.left(), corner.y()},
                   corner,
                   {corner.x(), isBeneath ? slot.bytes.top() : slot.bytes.bottom()}}));
    painter.drawRoundedRect(place, cornerOfCell * m_unit, cornerOfCell * m_unit);
    m_texts.draw(painter,
                 place.topLeft() + QPointF(calloutPadding * m_unit, measure.ascent(TextRole::Call)),
                 TextRole::Call, slot.letters, m_theme.ink);
}

void StagePainter::paintSocket(QPainter &painter, const SocketShape &socket, bool isLive)
{
    const bool isClosed = isLive && socket.holders == 0;
    if (isClosed) { // a lid: nobody holds this end
        const QSizeF lid(8 * m_unit, socket.radius * 3.4);
        painter.fillRect(QRectF(socket.centre - QPointF(lid.width() / 2, lid.height() / 2), lid),
                         m_theme.ink);
    }
    painter.setPen(QPen(isClosed ? m_theme.ink : m_theme.outline, std::max(1.5, 2 * m_unit)));
    painter.setBrush(m_theme.panel);
    painter.drawEllipse(socket.centre, socket.radius, socket.radius);
    const auto &measure = m_texts.measure();
    const auto text = QString::number(socket.holders);
    const double width = measure.width(TextRole::Small, text);
    const double height = measure.lineHeight(TextRole::Small);
    m_texts.draw(painter,
                 {socket.centre.x() - width / 2,
                  socket.centre.y() - height / 2 + measure.ascent(TextRole::Small)},
                 TextRole::Small, text, m_theme.ink);
}

void StagePainter::paintSockets(QPainter &painter, const StageLayout &layout, const QRegion &region)
{
    for (const auto &tube : layout.tubes) {
        if (!tube.isLive() || tube.faded)
            continue;
        for (const auto *socket : {&tube.writeEnd, &tube.readEnd}) {
            const double reach = socket->radius + 3;
            const QRectF place(socket->centre - QPointF(reach, reach),
                               QSizeF(2 * reach, 2 * reach));
            if (region.intersects(place.toAlignedRect()))
                paintSocket(painter, *socket, true);
        }
    }
}

void StagePainter::paintOutside(QPainter &painter, const OutsideShape &outside)
{
    QPen pen(m_theme.identityOf(outside.worker), std::max(2.0, 3 * m_unit));
    pen.setDashPattern({1.7, 1.3});
    painter.setPen(pen);
    painter.setBrush(m_theme.ground);
    painter.drawRoundedRect(outside.rect, 6 * m_unit, 6 * m_unit);
    for (const auto &label : outside.labels)
        paintLabel(painter, label, m_theme.mutedInk);
}

void StagePainter::paintPacket(QPainter &painter, const QRectF &rect, WorkerId writer,
                               const QString &letters)
{
    const auto &colour = m_theme.identityOf(writer);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.ground, 2));
    painter.setBrush(colour);
    painter.drawRoundedRect(rect, 6 * m_unit, 6 * m_unit);
    if (letters.isEmpty())
        return;
    const auto &measure = m_texts.measure();
    const double width = measure.width(TextRole::Call, letters);
    const double height = measure.lineHeight(TextRole::Call);
    m_texts.draw(painter,
                 {rect.center().x() - width / 2,
                  rect.center().y() - height / 2 + measure.ascent(TextRole::Call)},
                 TextRole::Call, letters, textOn(colour));
}

void StagePainter::paintFlow(QPainter &painter, const QPainterPath &path, WorkerId writer,
                             double phase)
{
    const double width = std::max(4.0, 7 * m_unit);
    QPen pen(m_theme.identityOf(writer), width);
    pen.setDashPattern({1.6, 1.6});
    pen.setDashOffset(-3.2 * phase);
    pen.setCapStyle(Qt::FlatCap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(pen);
    painter.drawPath(path);
}

} // namespace seeipc
