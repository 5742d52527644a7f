// SPDX-License-Identifier: MIT
#include "ui/scene/codelayout.h"

#include "ui/scene/layoutparts.h"
#include "ui/scene/words.h"

#include <algorithm>
#include <cmath>

namespace seeipc {

namespace {

constexpr std::size_t fewestCards = 2;
constexpr double comfortableLetters = 58; ///< of a card, from which a third has room beside it
constexpr double gapBetween = 24;         ///< units
constexpr double padding = 12;            ///< units above and below
constexpr double lineAir = 4;             ///< units around a line beside the name
constexpr double leastLetters = 12;       ///< of such a line, beside how its process ended
constexpr double spineWidth = 8;
constexpr double indent = 16; ///< units from the spine to a line's ground
constexpr double barWidth = 4;
constexpr double textIndent = 12; ///< units from there to its text
constexpr double rowAir = 8;      ///< units between two lines
constexpr double joinAside = 7;   ///< units from the middle of a line to an arrow of a ring
constexpr double joinHead = 10;   ///< units that its head is long and wide

double rowHeight(const TextMeasure &measure)
{
    return std::round(
        std::max(measure.lineHeight(TextRole::Call), measure.lineHeight(TextRole::State))
        + rowAir * measure.scale().unit);
}

double headHeight(const TextMeasure &measure)
{
    return std::round(measure.lineHeight(TextRole::Wait) + 6 * measure.scale().unit);
}

/// One card of the facts.
class CardMaker
{
public:
    /// `unshown`: processes without a card, which this one tells of.
    CardMaker(const CodeFacts &facts, WorkerId worker, const QRectF &rect, std::size_t unshown)
        : m_facts(facts),
          m_measure(facts.measure),
          m_unit(facts.measure.scale().unit),
          m_text(facts.texts[worker]),
          m_process(facts.snapshot.processes[worker]),
          m_unshown(unshown)
    {
        m_card.worker = worker;
        m_card.rect = rect;
    }

    CodeCard make();

private:
    double roomFor(std::size_t rows) const { return codeHeight(rows, m_measure); }
    std::size_t rowsWithRoom() const;
    std::size_t firstLine(std::size_t rows) const;
    void addHead();
    void addLine();
    CodeRow row(std::size_t line, const QRectF &rect) const;
    Label fitted(const QStringList &texts, const QRectF &within, TextRole role, Tone tone) const;
    double left() const { return m_card.rect.left() + indent * m_unit; }

    const CodeFacts &m_facts;
    const TextMeasure &m_measure;
    double m_unit;
    const CodeText &m_text;
    const ProcessSnapshot &m_process;
    std::size_t m_unshown;
    bool m_isLine = false; ///< there is no room but for the line that is on
    CodeCard m_card;
};

/// 0: not even one below the head.
std::size_t CardMaker::rowsWithRoom() const
{
    std::size_t rows = 0;
    while (rows < m_text.lines.size() && roomFor(rows + 1) <= m_card.rect.height() + 0.5)
        ++rows;
    return rows;
}

/// The line that is on is among those shown, with what comes before and after it; so is the keys' one.
std::size_t CardMaker::firstLine(std::size_t rows) const
{
    const auto most = m_text.lines.size() - std::min(rows, m_text.lines.size());
    if (m_facts.scrolled && m_facts.scrolled->worker == m_card.worker)
        return std::min(m_facts.scrolled->line, most);
    auto wanted = codewords::currentLine(m_text, m_process);
    if (m_facts.showsCursor && m_facts.cursor && m_facts.cursor->worker == m_card.worker)
        wanted = m_facts.cursor->line;
    if (!wanted) // between the lines
        wanted = codewords::lastMade(m_text, m_facts.snapshot);
    if (!wanted)
        return m_process.isEnded() ? most : 0;
    return std::min(*wanted - std::min(*wanted, rows / 2), most);
}

/// The first of the texts that fits, at the right end.
Label CardMaker::fitted(const QStringList &texts, const QRectF &within, TextRole role,
                        Tone tone) const
{
    if (texts.isEmpty() || within.width() <= 0)
        return {};
    auto text = m_measure.firstFitting(role, texts, within.width());
    text = m_measure.elided(role, text, within.width());
    const auto width = m_measure.width(role, text);
    const auto height = m_measure.lineHeight(role);
    const QPointF corner(within.right() - width,
                         within.top() + std::round((within.height() - height) / 2));
    return labelAt(m_measure, corner, text, role, tone);
}

void CardMaker::addHead()
{
    const auto &rect = m_card.rect;
    const QString name = QString::fromStdString(m_facts.cast.parts[m_card.worker].name);
    const QPointF corner(left() + 8 * m_unit, rect.top() + padding * m_unit);
    m_card.name = labelAt(m_measure, corner,
                          m_measure.elided(TextRole::Wait, name, rect.width() / 2), TextRole::Wait,
                          Tone::Muted);
    const bool isSaid = m_facts.said && m_facts.said->worker == m_card.worker;
    const double line = m_isLine && !isSaid
                            ? leastLetters * m_measure.width(TextRole::Call, QStringLiteral("x"))
                                  + 2 * textIndent * m_unit
                            : 0;
    const QRectF rest(QPointF(m_card.name.rect.right() + 16 * m_unit + line, corner.y()),
                      QPointF(rect.right() - 2 * padding * m_unit,
                              corner.y() + m_measure.lineHeight(TextRole::Wait)));
    QStringList texts = isSaid ? m_facts.said->texts : QStringList(codewords::state(m_process));
    if (!isSaid && m_unshown > 0)
        texts = codewords::more(m_unshown, texts.front());
    m_card.state = fitted(texts, rest, TextRole::State, isSaid ? Tone::Ink : Tone::Muted);
}

CodeRow CardMaker::row(std::size_t line, const QRectF &rect) const
{
    auto shown = m_text.lines[line];
    if (m_isLine)
        shown.depth = 0; // alone it is in nothing
    CodeRow row;
    row.line = line;
    row.rect = rect;
    row.isCurrent = codewords::currentLine(m_text, m_process) == line;
    row.hasCursor = m_facts.cursor == CodePlace{m_card.worker, line};
    if (row.isCurrent)
        row.bar = QRectF(rect.left() - barWidth * m_unit / 2, rect.top(), barWidth * m_unit,
                         rect.height());
    const auto height = m_measure.lineHeight(TextRole::Call);
    const QPointF corner(rect.left() + textIndent * m_unit,
                         rect.top() + std::round((rect.height() - height) / 2));
    const auto sign = QStringLiteral("+");
    const auto column = m_measure.width(TextRole::Call, sign);
    const bool isCure = std::find(m_text.isAdded.begin(), m_text.isAdded.end(), true)
                        != m_text.isAdded.end();
    if (m_text.isAdded[line])
        row.sign = labelAt(m_measure, corner, sign, TextRole::Call);
    const auto from = corner.x() + (isCure ? 2 * column : 0);
    const auto right = rect.right() - padding * m_unit;
    const auto textWithin = [&](double room) {
        const auto text = codewords::lineWithin(shown, [&](const QString &one) {
            return m_measure.width(TextRole::Call, one) <= room;
        });
        return labelAt(m_measure, {from, corner.y()}, text, TextRole::Call);
    };
    row.text = textWithin(right - from);
    auto outcomes = codewords::outcome(m_text, line, m_facts.snapshot, m_card.worker, m_facts.cast,
                                       m_facts.now);
    if (m_isLine && row.isCurrent && m_process.state == ProcessState::Asleep
        && !m_process.isForeign) // its number stays; its box tells what has that age
        outcomes << words::age(m_facts.now - m_process.entered);
    const bool isTold = m_isLine && !m_card.state.text.isEmpty();
    if (outcomes.isEmpty() || isTold)
        return row;
    const auto gap = 16 * m_unit;
    const auto outcomeRole = row.isCurrent ? TextRole::State : TextRole::Text;
    const auto least = m_measure.width(outcomeRole, outcomes.back());
    if (right - row.text.rect.right() - gap < least) // what has become of it is told whole
        row.text = textWithin(right - gap - least - from);
    row.outcome = fitted(
        outcomes,
        QRectF(QPointF(row.text.rect.right() + gap, rect.top()), QPointF(right, rect.bottom())),
        outcomeRole, row.isCurrent ? Tone::Ink : Tone::Muted);
    return row;
}

/// Beside the name; what is said of it has its place.
void CardMaker::addLine()
{
    const auto &rect = m_card.rect;
    const auto middle = rect.center().y();
    m_card.spine = QRectF(rect.left(), rect.top() + 4 * m_unit, spineWidth * m_unit,
                          rect.height() - 8 * m_unit);
    m_card.name.rect.moveTop(middle - m_card.name.rect.height() / 2);
    m_card.state.rect.moveTop(middle - m_card.state.rect.height() / 2);
    if (m_facts.said && m_facts.said->worker == m_card.worker)
        return;
    if (codewords::state(m_process).isEmpty())
        m_card.state = {};
    const auto height = rowHeight(m_measure);
    const auto left = m_card.name.rect.right() + 12 * m_unit;
    const auto right = m_card.state.text.isEmpty() ? rect.right() - padding * m_unit
                                                   : m_card.state.rect.left() - 8 * m_unit;
    m_card.rows.push_back(
        row(firstLine(1), QRectF(left, middle - height / 2, right - left, height)));
}

CodeCard CardMaker::make()
{
    const auto &rect = m_card.rect;
    m_card.spine = QRectF(rect.left(), rect.top() + padding * m_unit, spineWidth * m_unit,
                          rect.height() - 2 * padding * m_unit);
    const auto rows = rowsWithRoom();
    m_isLine = rows == 0 && !m_text.lines.empty();
    addHead();
    if (m_text.lines.empty())
        return m_card;
    const auto first = firstLine(std::max<std::size_t>(1, rows));
    if (m_isLine)
        addLine();
    const auto height = rowHeight(m_measure);
    const auto right = rect.right() - padding * m_unit;
    auto top = rect.top() + padding * m_unit + headHeight(m_measure);
    for (auto line = first; line < first + rows; ++line, top += height)
        m_card.rows.push_back(row(line, QRectF(left(), top, right - left(), height)));
    m_card.above = first;
    m_card.below = m_text.lines.size() - first - m_card.rows.size();
    return m_card;
}

const CodeRow *currentRow(const CodeCard &card)
{
    const auto found = std::find_if(card.rows.begin(), card.rows.end(),
                                    [](const CodeRow &row) { return row.isCurrent; });
    return found != card.rows.end() ? &*found : nullptr;
}

/// Across the gap between two cards, beside the way back.
CodeJoin joined(const CodeCard &left, const CodeCard &right, bool isToRight, double unit)
{
    const QPointF aside(0, (isToRight ? -1 : 1) * joinAside * unit);
    const auto *leftRow = currentRow(left);
    const auto *rightRow = currentRow(right);
    const QPointF leftEnd = QPointF(leftRow->rect.right(), leftRow->rect.center().y()) + aside;
    const QPointF rightEnd = QPointF(right.rect.left(), rightRow->rect.center().y()) + aside;
    const auto &tip = isToRight ? rightEnd : leftEnd;
    const double back = (isToRight ? -1 : 1) * joinHead * unit;
    const double half = joinHead * unit / 2;
    const QPointF shaft = tip + QPointF(back, 0);
    return {QLineF(isToRight ? leftEnd : rightEnd, shaft),
            QPolygonF({tip, shaft + QPointF(0, -half), shaft + QPointF(0, half)})};
}

/// Of those of a ring whose cards stand beside each other.
void addJoins(CodeLayout &layout, const std::vector<WorkerId> &ring, double unit)
{
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const auto waits = ring[i];
        const auto wakes = ring[(i + 1) % ring.size()];
        for (std::size_t card = 1; card < layout.cards.size(); ++card) {
            const auto &left = layout.cards[card - 1];
            const auto &right = layout.cards[card];
            const bool isToRight = left.worker == waits && right.worker == wakes;
            const bool isToLeft = left.worker == wakes && right.worker == waits;
            if ((isToRight || isToLeft) && currentRow(left) && currentRow(right))
                layout.joins.push_back(joined(left, right, isToRight, unit));
        }
    }
}

} // namespace

std::size_t longestCode(const std::vector<CodeText> &texts)
{
    std::size_t most = 0;
    for (const auto &text : texts)
        most = std::max(most, text.lines.size());
    return most;
}

double codeHeight(std::size_t rows, const TextMeasure &measure)
{
    const auto unit = measure.scale().unit;
    if (rows == 0)
        return std::ceil(rowHeight(measure) + lineAir * unit);
    return std::ceil(2 * padding * unit + headHeight(measure)
                     + static_cast<double>(rows) * rowHeight(measure));
}

std::vector<WorkerId> shownWorkers(std::size_t workers, WorkerId selected, double width,
                                   const TextMeasure &measure)
{
    const auto letter = measure.width(TextRole::Call, QStringLiteral("x"));
    const auto room = static_cast<std::size_t>(std::max(0.0, width)
                                               / (comfortableLetters * letter));
    const auto count = std::min(workers, std::clamp<std::size_t>(room, fewestCards, workers + 1));
    std::vector<WorkerId> shown;
    for (std::size_t i = 0; i < workers && shown.size() < count; ++i) {
        const bool isKeptFree = shown.size() + 1 == count && selected < workers && selected > i;
        shown.push_back(isKeptFree ? selected : static_cast<WorkerId>(i));
    }
    return shown;
}

CodeLayout layOutCode(const CodeFacts &facts)
{
    CodeLayout layout;
    const auto shown = shownWorkers(facts.texts.size(), facts.selected, facts.size.width(),
                                    facts.measure);
    if (shown.empty())
        return layout;
    const auto gap = std::round(gapBetween * facts.measure.scale().unit);
    const auto count = static_cast<double>(shown.size());
    const auto width = std::floor((facts.size.width() - gap * (count - 1)) / count);
    double left = 0;
    for (const auto worker : shown) {
        const QRectF rect(left, 0, width, facts.size.height());
        const auto unshown = worker == shown.back() ? facts.texts.size() - shown.size() : 0;
        layout.cards.push_back(CardMaker(facts, worker, rect, unshown).make());
        left += width + gap;
    }
    addJoins(layout, facts.ring, facts.measure.scale().unit);
    return layout;
}

} // namespace seeipc
