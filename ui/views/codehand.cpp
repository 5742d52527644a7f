// SPDX-License-Identifier: MIT
// How the mouse and the keys go from line to line of the code cards, and let a process run to one.
#include "ui/model/playhead.h"
#include "ui/model/sessionmodel.h"
#include "ui/scene/words.h"
#include "ui/views/code.h"
#include "ui/views/codeaccessible.h"

#include <QApplication>
#include <QClipboard>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <utility>

namespace seeipc {

namespace {

constexpr int notch = 120; ///< of a wheel, in eighths of a degree

} // namespace

std::optional<CodePlace> CodeView::placeAt(const QPointF &point) const
{
    for (const auto &card : m_layout.cards) {
        for (const auto &row : card.rows) {
            if (row.rect.contains(point))
                return CodePlace{card.worker, row.line};
        }
    }
    return std::nullopt;
}

QRectF CodeView::placeOf(const CodePlace &place) const
{
    for (const auto &card : m_layout.cards) {
        for (const auto &row : card.rows) {
            if (card.worker == place.worker && row.line == place.line)
                return row.rect;
        }
    }
    return {};
}

QStringList CodeView::hintsAt(const CodePlace &place) const
{
    const auto &process = m_model.live().processes[place.worker];
    const auto step = m_texts[place.worker].lines[place.line].step;
    return codewords::runTo(m_model.mayRunTo(place.worker, step),
                            QString::fromStdString(m_cast.parts[place.worker].name),
                            words::call(process), m_model.playhead().isLive());
}

void CodeView::runTo(const CodePlace &place)
{
    const auto step = m_texts[place.worker].lines[place.line].step;
    const auto may = m_model.mayRunTo(place.worker, step);
    m_said.reset();
    m_silence.stop();
    if (may != RunTo::Possible) {
        m_model.select(place.worker);
        say(place.worker, hintsAt(place));
        return;
    }
    m_scrolled.reset();
    m_model.runToStep(place.worker, step);
    refresh();
}

void CodeView::say(WorkerId worker, const QStringList &sentences)
{
    m_said = CodeSaying{worker, sentences};
    m_silence.start();
    m_drawnTime = 0;
    refresh();
    announceCode(*this, sentences.front());
}

void CodeView::goTo(const CodePlace &place)
{
    m_cursor = place;
    m_isByKeys = true;
    m_scrolled.reset();
    m_drawnTime = 0;
    refresh();
    announceCodeFocus(*this);
}

/// To the line that is on, else to its first.
void CodeView::enter(WorkerId worker)
{
    const auto current = codewords::currentLine(m_texts[worker],
                                                m_model.snapshot().processes[worker]);
    goTo({worker, current.value_or(0)});
}

bool CodeView::moveCard(int by)
{
    const auto workers = shown();
    const auto found = std::find(workers.begin(), workers.end(),
                                 m_cursor ? m_cursor->worker : noWorker);
    const auto next = (found - workers.begin()) + by;
    if (found == workers.end() || next < 0 || next >= static_cast<std::ptrdiff_t>(workers.size()))
        return false;
    enter(workers[static_cast<std::size_t>(next)]);
    return true;
}

void CodeView::moveLine(int by)
{
    const auto count = static_cast<int>(m_texts[m_cursor->worker].lines.size());
    const int line = std::clamp(static_cast<int>(m_cursor->line) + by, 0, std::max(0, count - 1));
    goTo({m_cursor->worker, static_cast<std::size_t>(line)});
}

void CodeView::copy()
{
    QString text;
    for (const auto &line : m_texts[m_cursor->worker].lines)
        text += QString(line.depth * 4, u' ') + QString::fromStdString(line.text) + u'\n';
    QApplication::clipboard()->setText(text);
    say(m_cursor->worker,
        {codewords::copied(QString::fromStdString(m_cast.parts[m_cursor->worker].name))});
}

/// Keys that it takes before the window does.
bool CodeView::takesKey(int key) const
{
    return m_cursor
           && (key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_Home || key == Qt::Key_End
               || key == Qt::Key_Return || key == Qt::Key_Enter);
}

void CodeView::keyPressEvent(QKeyEvent *event)
{
    const bool isCopy = m_cursor && event->matches(QKeySequence::Copy);
    const bool isPlain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    if (!isCopy && (!isPlain || !takesKey(event->key()))) {
        View::keyPressEvent(event);
        return;
    }
    constexpr int all = 1 << 16;
    if (isCopy)
        copy();
    else if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)
        moveLine(event->key() == Qt::Key_Up ? -1 : 1);
    else if (event->key() == Qt::Key_Home || event->key() == Qt::Key_End)
        moveLine(event->key() == Qt::Key_Home ? -all : all);
    else
        runTo(*m_cursor);
}

bool CodeView::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const auto place = placeAt(help->pos());
        if (place)
            QToolTip::showText(help->globalPos(), hintAt(*place), this,
                               placeOf(*place).toAlignedRect());
        else
            QToolTip::hideText();
        return true;
    }
    if (event->type() == QEvent::MouseMove) {
        const auto place = placeAt(static_cast<QMouseEvent *>(event)->position());
        const bool isPossible = place
                                && m_model.mayRunTo(place->worker,
                                                    m_texts[place->worker].lines[place->line].step)
                                       == RunTo::Possible;
        setCursor(isPossible ? Qt::PointingHandCursor : Qt::ArrowCursor);
    }
    return View::event(event);
}

/// The line that is seen under the pointer is meant: its card stands still meanwhile.
void CodeView::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->button() == Qt::LeftButton ? placeAt(event->position()) : std::nullopt;
    if (m_pressed) {
        m_pressedRow = placeOf(*m_pressed);
        keepScrolled(m_pressed->worker);
        return;
    }
    View::mousePressEvent(event);
    if (hasFocus() && !m_cursor && !shown().empty())
        enter(shown().front());
}

void CodeView::mouseReleaseEvent(QMouseEvent *event)
{
    const auto pressed = std::exchange(m_pressed, std::nullopt);
    if (event->button() != Qt::LeftButton || !pressed || !m_pressedRow.contains(event->position()))
        return;
    m_cursor = *pressed;
    m_isByKeys = false;
    m_clickedAt = m_model.snapshot().processes[pressed->worker].step;
    m_drawnTime = 0;
    refresh();
    announceCodeFocus(*this);
    runTo(*pressed);
}

/// As the wheel would, to the lines that its card shows now.
void CodeView::keepScrolled(WorkerId worker)
{
    const auto card = std::find_if(m_layout.cards.begin(), m_layout.cards.end(),
                                   [&](const CodeCard &one) { return one.worker == worker; });
    m_scrolled = CodePlace{worker, card->above};
    m_scrolledAt = m_model.snapshot().processes[worker].step;
}

/// Shows lines that have no room.
void CodeView::wheelEvent(QWheelEvent *event)
{
    const auto card = std::find_if(
        m_layout.cards.begin(), m_layout.cards.end(),
        [&](const CodeCard &one) { return one.rect.contains(event->position()); });
    if (card == m_layout.cards.end() || card->above + card->below == 0 || card->rows.empty()) {
        View::wheelEvent(event);
        return;
    }
    const int lines = -event->angleDelta().y() / notch;
    const auto first = std::clamp(static_cast<int>(card->above) + lines, 0,
                                  static_cast<int>(card->above + card->below));
    m_pressed.reset();
    m_scrolled = CodePlace{card->worker, static_cast<std::size_t>(first)};
    m_scrolledAt = m_model.snapshot().processes[card->worker].step;
    m_drawnTime = 0;
    refresh();
}

void CodeView::focusInEvent(QFocusEvent *event)
{
    View::focusInEvent(event);
    const auto workers = shown();
    if (workers.empty() || event->reason() == Qt::MouseFocusReason)
        return; // the press says to which line
    if (event->reason() == Qt::BacktabFocusReason)
        enter(workers.back());
    else if (event->reason() == Qt::TabFocusReason || !m_cursor)
        enter(workers.front());
}

void CodeView::focusOutEvent(QFocusEvent *event)
{
    View::focusOutEvent(event);
    m_cursor.reset();
    m_drawnTime = 0;
    refresh();
}

bool CodeView::focusNextPrevChild(bool next)
{
    return (hasFocus() && moveCard(next ? 1 : -1)) || View::focusNextPrevChild(next);
}

} // namespace seeipc
