// SPDX-License-Identifier: MIT
#pragma once

#include "ui/scene/contents.h"
#include "ui/scene/focus.h"
#include "ui/scene/stagelayout.h"
#include "ui/scene/stagepainter.h"
#include "ui/views/stagemotion.h"
#include "ui/views/view.h"

#include <QTimer>

#include <memory>
#include <optional>

namespace seeipc {

/// Processes, their channels and who waits for what. A click, Tab and the arrow keys go to a process,
/// a channel, an end or a slot; a process is selected by that. Screen readers get a child for each of
/// them (stageaccessible.h).
class StageView : public View
{
    Q_OBJECT

public:
    StageView(SessionModel &model, QWidget *parent);
    ~StageView() override;

    void setTheme(const Theme &theme) override;
    void setMotion(Motion motion) override;
    void showInstant() override;
    QSize minimumSizeHint() const override;
    void setCompact(bool isCompact) override;
    void setLow(bool isLow) override;
    QSize sizeHint() const override;

    /// What is drawn now.
    const StageLayout &layoutOfNow() const { return m_layout; }
    const Cast &cast() const { return m_cast; }
    const SessionModel &model() const { return m_model; }
    /// What is looked at closer; of the selected process its name, whoever selected it.
    Focus here() const;
    /// Goes there as a click does.
    void goTo(const Focus &thing);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void restart();
    void note(const std::vector<Event> &events);
    void followPlayhead();
    void refresh();
    void frame();
    void remeasure();
    void redraw(std::int64_t time);
    bool mayStay(std::int64_t time);
    void comeBackForAges();
    void tellReaders();
    bool moveTab(int by);
    void moveArrow(int by);
    bool moveProcess(int by);
    bool moveSlot(std::ptrdiff_t to);
    std::optional<Focus> thingAt(const QPointF &place) const;
    std::vector<Focus> thingsByPlace() const;
    StageLayout layOutNow() const;

    SessionModel &m_model;
    const Theme *m_theme;
    Cast m_cast;
    Contents m_contents;
    std::optional<TextMeasure> m_measure;
    std::optional<StageFrame> m_frame;     ///< for m_cast, m_measure and the size
    std::optional<StagePainter> m_painter; ///< for m_measure and m_theme
    StageLayout m_layout;
    StageMotion m_motion;
    std::vector<Event> m_moved;    ///< since the last refresh
    std::int64_t m_layoutTime = 0; ///< when it was made; CLOCK_MONOTONIC nanoseconds
    std::int64_t m_toldTime = 0;   ///< when screen readers were told last
    int m_toldSelected = -1;       ///< who was selected then
    std::vector<QString> m_told;   ///< what they were told, by child
    bool m_isLow = false;
    bool m_isCompact = false;
    bool m_isDue = false;   ///< m_later has run out
    bool m_isStill = false; ///< showInstant() is at work
    QTimer m_later;         ///< once, for ages and for what had to stay
};

} // namespace seeipc
