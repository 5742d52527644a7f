// SPDX-License-Identifier: MIT
#pragma once

#include "ui/scene/codelayout.h"
#include "ui/scene/codepainter.h"
#include "ui/views/view.h"

#include <QTimer>

#include <optional>
#include <vector>

namespace seeipc {

class SessionModel;

/// What each process does as C, with the line that is on and what the others came to. A click on a line,
/// or Enter on the one that the arrow keys went to, lets its process run to it. Screen readers get a
/// child for each line (codeaccessible.h).
class CodeView : public View
{
    Q_OBJECT

public:
    CodeView(SessionModel &model, QWidget *parent);

    void setTheme(const Theme &theme) override;
    void showInstant() override;
    void setCompact(bool isCompact) override;
    /// So many lines each card keeps where height is short; 0: one beside the name.
    void setLeast(std::size_t rows);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    const SessionModel &model() const { return m_model; }
    /// What is drawn now.
    const CodeLayout &layoutOfNow() const { return m_layout; }
    const std::vector<CodeText> &texts() const { return m_texts; }
    const std::optional<CodePlace> &cursor() const { return m_cursor; }
    /// Whose lines are shown, from left to right.
    std::vector<WorkerId> shown() const;
    /// A line and what became of it, for screen readers.
    QString spoken(const CodePlace &place) const;
    /// Where it is drawn; empty where it has no room now.
    QRectF placeOf(const CodePlace &place) const;
    /// Lets its process run to it, or says why it cannot.
    void runTo(const CodePlace &place);
    /// What runTo() would do, in a sentence.
    QString hintAt(const CodePlace &place) const { return hintsAt(place).front(); }

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void restart();
    void readTexts();
    void markAdded();
    void refresh();
    void redraw();
    bool mayStay();
    void comeBackForAges();
    void tellReaders();
    bool remeasure();
    std::size_t wantedRows() const;
    std::optional<CodePlace> placeAt(const QPointF &point) const;
    void keepScrolled(WorkerId worker);
    bool takesKey(int key) const;
    void goTo(const CodePlace &place);
    bool moveCard(int by);
    void moveLine(int by);
    void enter(WorkerId worker);
    void copy();
    void say(WorkerId worker, const QStringList &sentences);
    QStringList hintsAt(const CodePlace &place) const;

    SessionModel &m_model;
    const Theme *m_theme;
    Cast m_cast;
    std::vector<CodeText> m_texts; ///< by WorkerId
    std::optional<TextMeasure> m_measure;
    std::optional<CodePainter> m_painter; ///< for m_measure and m_theme
    CodeLayout m_layout;
    std::optional<CodePlace> m_cursor;   ///< while the keys are here
    bool m_isByKeys = false;             ///< they have moved it: else a click has put it there
    StepId m_clickedAt = noStep;         ///< where the process was then
    std::optional<CodePlace> m_pressed;  ///< by the mouse
    QRectF m_pressedRow;                 ///< where that stood then
    std::optional<CodePlace> m_scrolled; ///< until its process comes to another line
    StepId m_scrolledAt = noStep;        ///< where that was then
    std::optional<CodeSaying> m_said;
    std::vector<QString> m_told;  ///< to screen readers, by worker
    std::int64_t m_drawnTime = 0; ///< CLOCK_MONOTONIC nanoseconds; 0: it is to be drawn at once
    bool m_isMarked = false;      ///< what a cure has added has been looked for
    bool m_isDue = false;
    bool m_isCompact = false;
    std::size_t m_least = 3; ///< lines that it keeps
    QTimer m_later;          ///< once, for ages
    QTimer m_silence;        ///< ends what is said
};

} // namespace seeipc
