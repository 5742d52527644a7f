// SPDX-License-Identifier: MIT
#pragma once

#include "ui/scene/stagelayout.h"
#include "ui/theme.h"

#include <QGlyphRun>
#include <QHash>
#include <QPainter>
#include <QPixmap>
#include <QRegion>

#include <vector>

namespace seeipc {

/// Of what waits, and of what has ended.
QPen dashed(const QColor &colour, double width);

/// Draws texts that were shaped once, by their baseline.
class TextPainter
{
public:
    explicit TextPainter(const TextMeasure &measure) : m_measure(measure) {}

    /// `baseline`: where the first letter stands.
    void draw(QPainter &painter, const QPointF &baseline, TextRole role, const QString &text,
              const QColor &colour);
    const TextMeasure &measure() const { return m_measure; }

private:
    struct Shaped
    {
        QList<QGlyphRun> runs;
        double ascent = 0;
    };

    const Shaped &shaped(TextRole role, const QString &text);

    const TextMeasure &m_measure;
    QHash<QString, Shaped> m_shaped[static_cast<std::size_t>(TextRole::Wait) + 1];
};

/// Draws a layout, or the parts of it that a region touches. Keeps what is drawn again and again as
/// pictures; it is for one theme, scale and screen density.
class StagePainter
{
public:
    /// Both outlive the painter.
    StagePainter(const TextMeasure &measure, const Theme &theme, double pixelRatio);

    double pixelRatio() const { return m_pixelRatio; }
    void paint(QPainter &painter, const StageLayout &layout, const QRegion &region);
    /// Bytes on their way, with their letters if they are known.
    void paintPacket(QPainter &painter, const QRectF &rect, WorkerId writer,
                     const QString &letters);
    /// A signal on its way, or where it struck: "13".
    void paintSignal(QPainter &painter, const QRectF &rect, const QString &text);
    /// What it falls off.
    void paintShield(QPainter &painter, const QRectF &rect, const QString &text);
    void paintThread(QPainter &painter, const ThreadShape &thread) const;
    /// A copy of a table of descriptors on its way.
    void paintSheet(QPainter &painter, const QRectF &rect, const QStringList &lines);
    /// The sockets once more, above what flies into them.
    void paintSockets(QPainter &painter, const StageLayout &layout, const QRegion &region);
    /// Bytes that stream along a thread; `phase` from 0 to 1 comes round again.
    void paintFlow(QPainter &painter, const QPainterPath &path, WorkerId writer, double phase);

private:
    void fillGround(QPainter &painter, const StageLayout &layout, const QRegion &region) const;
    void paintNumber(QPainter &painter, const QPointF &centre, const QString &text,
                     const QColor &colour);
    void paintMark(QPainter &painter, const FocusMark &mark) const;
    void paintRing(QPainter &painter, const FocusMark &ring, double halo) const;
    void paintTube(QPainter &painter, const TubeShape &tube, const QRegion &region);
    void paintDoors(QPainter &painter, const TubeShape &tube) const;
    void paintPlate(QPainter &painter, const PlateShape &plate);
    void paintCells(QPainter &painter, const TubeShape &tube, const QRegion &region);
    void paintLens(QPainter &painter, const TubeShape &tube, const LensShape &lens);
    void paintTear(QPainter &painter, const QPolygonF &tear) const;
    void paintGuess(QPainter &painter, const SlotShape &slot);
    void paintPacketBorder(QPainter &painter, const SlotShape &slot);
    void paintCell(QPainter &painter, const SlotShape &slot);
    void paintDirection(QPainter &painter, const TubeShape &tube) const;
    void paintTubePicture(QPainter &painter, const TubeShape &tube, const QRectF &part,
                          const QPixmap &picture) const;
    void paintLetters(QPainter &painter, const SlotShape &slot);
    void paintCallout(QPainter &painter, const SlotShape &slot);
    void paintSocket(QPainter &painter, const SocketShape &socket, bool isLive);
    void paintOutside(QPainter &painter, const OutsideShape &outside);
    void paintBox(QPainter &painter, const BoxShape &box, const QRegion &region);
    void paintArrow(QPainter &painter, const ArrowShape &arrow);
    void paintLabel(QPainter &painter, const Label &label, const QColor &colour);
    QColor colourOf(Tone tone, const BoxShape &box) const;
    const QPixmap &tubePicture(const TubeShape &tube, WorkerId filledBy);
    const QPixmap &fullCell(const QSizeF &size, WorkerId writer);
    /// Opaque: copied, not blended.
    QPixmap filled(const QSizeF &size, const QColor &colour) const;

    TextPainter m_texts;
    const Theme &m_theme;
    double m_pixelRatio;
    double m_unit = 1;
    QHash<QString, QPixmap> m_pictures;
};

/// What of the picture differs between two layouts of the same size.
QRegion changedRegion(const StageLayout &before, const StageLayout &now);

} // namespace seeipc
