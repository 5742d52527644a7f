// SPDX-License-Identifier: MIT
#pragma once

#include "ui/scene/timelinelayout.h"
#include "ui/scene/timelinepainter.h"
#include "ui/views/view.h"

#include <QTimer>

#include <memory>
#include <optional>
#include <utility>

class QHelpEvent;

namespace seeipc {

/// What every process did and how full every channel was, from the beginning to now. A click moves
/// the playhead to where it is, or right after a change that is a few pixels from there, and the
/// head says which; the wheel zooms, a drag selects a stretch and tells its sums.
class TimelineView : public View
{
    Q_OBJECT

public:
    TimelineView(SessionModel &model, QWidget *parent);

    void setTheme(const Theme &theme) override;
    void showInstant() override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    TimeAxis axis() const { return m_axis; }
    void setTimeAxis(TimeAxis axis) override;
    void setCompact(bool isCompact) override;
    void setLow(bool isLow) override;
    const std::optional<TimeSpan> &selectedSpan() const { return m_selected; }
    /// What is drawn now.
    const TimelineLayout &layoutOfNow() const { return m_layout; }
    const TimelineFrame &frameOfNow() const { return m_frame; }
    const SessionModel &model() const { return m_model; }
    /// For screen readers: "timeline, by event, changes 1 to 34 of 34, live; writer asleep in write 1.4 s".
    QString inWords() const;
    QString instantInWords() const; ///< "live", "frozen at 3.2 s, between two changes"
    /// "writer: write(4, buf, 4096) = 4096, 12 µs", over the sums of a selection the whole of them;
    /// empty where nothing is.
    QString toolTipAt(const QPointF &place) const;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    /// A grip at the playhead is a click until it moves.
    enum class Drag : std::uint8_t { None, Grip, Playhead, Pan, Click, Select };

    /// What is as somebody's hand has put it: where it is frozen, what is seen unless that follows what
    /// is newest, and what is said of a selection.
    struct ByHand
    {
        std::optional<std::pair<std::int64_t, std::int64_t>> frozenAt; ///< position and time
        std::optional<double> begin;
        double length = 0;
        TimeAxis axis = TimeAxis::ByEvent;
        QString said;

        friend bool operator==(const ByHand &, const ByHand &) = default;
    };

    /// A selection as a hand made it, in places of the axis: one end stays, the other is moved.
    struct Stretch
    {
        double anchor = 0;
        double moving = 0;
    };

    /// What was seen of the other axis, and where this one was come to from there.
    struct OtherAxis
    {
        TimeWindow window;
        TimeWindow cameTo;
    };

    void restart();
    void refresh();
    void redraw();
    bool mayStay(std::int64_t time);
    void comeBack();
    void tellReaders();
    bool remeasure();
    void fitWindow(std::optional<double> room);
    TimelinePlaces places() const;
    ShownInstant shown() const;
    TimeBounds bounds(const TimeWindow &window) const;
    TimeBounds boundsByHand() const;
    TimeWindow usualWindow() const;
    void moveWindow();
    void setWindow(const TimeWindow &window);
    TimeWindow withRecord(TimeWindow window) const;
    void zoom(double x, double factor);
    void zoomByKey(double factor);
    void pan(double pixels);
    void follow();
    void movePlayhead(double x);
    void seePlayhead();
    double playheadPlace() const;
    void select(double fromX, double toX);
    void select(const Stretch &stretch);
    void deselect();
    void extendSelection(int columns);
    bool takesKey(const QKeyEvent &event) const;
    bool pressKey(const QKeyEvent &event);
    double playheadX() const { return m_layout.playheadX; }

    SessionModel &m_model;
    const Theme *m_theme;
    Cast m_cast;
    TimelineChanges m_changes;
    SnapshotCache m_begin;
    std::optional<TextMeasure> m_measure;
    TimelineFrame m_frame;
    std::optional<TimelinePainter> m_painter; ///< for m_measure and m_theme
    TimelineLayout m_layout;
    TimeAxis m_axis = TimeAxis::ByEvent;
    TimeWindow m_window;
    std::optional<OtherAxis> m_other;
    bool m_isLow = false;
    bool m_isCompact = false;
    bool m_follows = true; ///< the newest stays in view
    std::optional<TimeSpan> m_selected;
    std::optional<Stretch> m_stretch; ///< of it; it may be empty while keys go on with it
    QStringList m_said;               ///< of it, the longest text first
    Drag m_drag = Drag::None;
    double m_dragX = 0;
    std::int64_t m_drawnChanges = 0;
    std::int64_t m_drawnAges = 0; ///< the instant that they were told of
    bool m_drawnHeld = false;
    std::int64_t m_toldTime = 0; ///< when screen readers were told last
    std::int64_t m_toldChanges = 0;
    ByHand m_toldByHand;
    std::int64_t m_layoutTime = 0; ///< when it was made; CLOCK_MONOTONIC nanoseconds
    bool m_isDue = false;
    QTimer m_later; ///< once, for ages and for what had to stay
};

} // namespace seeipc
