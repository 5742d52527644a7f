// SPDX-License-Identifier: MIT
#include "ui/compare/steplist.h"

#include "ui/model/playhead.h"
#include "ui/model/sessionmodel.h"
#include "ui/scene/words.h"
#include "ui/views/pane.h"

#include <QEvent>
#include <QPainter>
#include <QPainterPath>

#include <utility>

namespace seeipc {

namespace {

constexpr double corner = 8;
constexpr int cellPadding = 4;
constexpr int roundedUp = 2; ///< pixels: cells are as many as their texts begin
constexpr int statePadding = 8;
constexpr std::int64_t longAge = 100'000'000'000; ///< nanoseconds: as long as has room for sure

/// Of the worker's colour.
int spineWidth(const QFontMetrics &metrics)
{
    return metrics.height() * 8 / 17;
}

/// Of the sign for what the other has not.
int signWidth(const QFontMetrics &metrics)
{
    return metrics.height() * 16 / 17;
}

int gapAround(const QFontMetrics &metrics, bool isNarrow)
{
    return metrics.height() / (isNarrow ? 4 : 2);
}

QFont fixedLike(QFont font)
{
    font.setFamilies(fixedFamilies());
    return font;
}

QFont boldLike(QFont font)
{
    font.setBold(true);
    return font;
}

/// The first that has room; else the shortest, its end cut off.
QString firstFitting(const QFont &font, const QStringList &texts, int room)
{
    const QFontMetrics metrics(font);
    for (const auto &text : texts) {
        if (metrics.horizontalAdvance(text) <= room)
            return text;
    }
    return texts.isEmpty() ? QString() : metrics.elidedText(texts.back(), Qt::ElideRight, room);
}

} // namespace

QSize StepList::sizeOf(const ListNeeds &needs, int pixels)
{
    QFont font;
    font.setFamilies(textFamilies());
    font.setPixelSize(pixels);
    const QFontMetrics metrics(boldLike(font));
    const QFontMetrics fixedMetrics(fixedLike(font));
    int line = 0;
    for (const auto &each : needs.lines)
        line = std::max(line, fixedMetrics.horizontalAdvance(codewords::lineText(each)));
    const int state = metrics.horizontalAdvance(words::notReturned(longAge));
    const int gap = gapAround(metrics, false);
    const int row = std::max(metrics.height(), fixedMetrics.height()) + 2;
    return {spineWidth(metrics) + 2 * gap + signWidth(metrics) + line + state + 4 * cellPadding
                + 2 * statePadding,
            2 * gap + metrics.height() + static_cast<int>(needs.rows) * row};
}

StepList::StepList(SessionModel &model, Side side, WorkerId worker, CodeText code, std::size_t rows,
                   QWidget *parent)
    : QLabel(parent),
      m_model(model),
      m_side(side),
      m_worker(worker),
      m_code(std::move(code)),
      m_cast(castOf(model.scenario())),
      m_rows(rows),
      m_theme(&themeOf(ThemeName::Light))
{
    setTextFormat(Qt::RichText);
    setAlignment(Qt::AlignLeft | Qt::AlignTop);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // as wide as there is room
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_later.setSingleShot(true);
    m_later.setTimerType(Qt::PreciseTimer); // with whatever else tells ages
    connect(&m_later, &QTimer::timeout, this, &StepList::refresh);
    connect(&model, &SessionModel::changed, this, &StepList::refresh);
}

void StepList::setTheme(const Theme &theme)
{
    m_theme = &theme;
    refresh();
}

void StepList::setPixels(int pixels)
{
    if (m_pixels == pixels)
        return;
    m_pixels = pixels;
    refresh();
}

void StepList::setNarrow(bool isNarrow)
{
    m_isNarrow = isNarrow;
    refresh();
}

void StepList::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        refresh();
}

/// A card with the worker's colour along its left side.
void StepList::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath card;
    card.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner);
    painter.fillPath(card, m_theme->panel);
    painter.setClipPath(card);
    painter.fillRect(QRectF(0, corner, spineWidth(fontMetrics()), height() - 2 * corner),
                     m_theme->identityOf(m_worker));
    painter.setClipping(false);
    painter.setPen(m_theme->line);
    painter.drawPath(card);
    painter.end();
    QLabel::paintEvent(event);
}

void StepList::resizeEvent(QResizeEvent *event)
{
    QLabel::resizeEvent(event);
    refresh();
}

void StepList::comeBackForAges()
{
    const bool isAsleep = m_model.snapshot().processes[m_worker].state == ProcessState::Asleep;
    if (isAsleep && m_model.playhead().isLive() && m_model.isRunning() && !m_model.hasEnded())
        m_later.start(m_model.millisecondsToNextAge());
}

/// The name, and how it stands with the process where its lines do not tell it.
QString StepList::head() const
{
    const auto name = QString::fromStdString(m_cast.parts[m_worker].name);
    const QString bold = QStringLiteral("<b>%1</b>&nbsp; ").arg(name.toHtmlEscaped());
    const auto state = codewords::state(m_model.snapshot().processes[m_worker]);
    const int room =
        contentsRect().width()
        - QFontMetrics(boldLike(font())).horizontalAdvance(name + QStringLiteral("  "));
    return state.isEmpty() ? bold : bold + firstFitting(font(), {state}, room).toHtmlEscaped();
}

/// Is there height for one more row than it has lines?
bool StepList::hasSpareRow() const
{
    const int row = std::max(fontMetrics().height(), QFontMetrics(fixedLike(font())).height()) + 2;
    const auto rows = static_cast<int>(m_code.lines.size()) + 1;
    return fontMetrics().height() + rows * row <= contentsRect().height();
}

QStringList StepList::outcomes(std::size_t line) const
{
    auto texts = codewords::outcome(m_code, line, m_model.snapshot(), m_worker, m_cast,
                                    m_model.ageTime());
    return texts.replaceInStrings(QStringLiteral(" "), QString(QChar::Nbsp));
}

/// A sign for what the other has not, the step, and what has become of it: a table of its own, as a long
/// step without a result else leaves those of the others no room.
QString StepList::row(std::size_t line, bool isCurrent) const
{
    const bool isOnly = m_code.isAdded[line];
    const QString sign = !isOnly                 ? QStringLiteral("&nbsp;")
                         : m_side == Side::Wrong ? QStringLiteral("−")
                                                 : QStringLiteral("+");
    const auto fixed = isOnly ? boldLike(fixedLike(font())) : fixedLike(font());
    const QFontMetrics metrics(fixed);
    QString text;
    const auto fitted = [&](int within) {
        return codewords::lineWithin(m_code.lines[line], [&](const QString &one) {
            return metrics.horizontalAdvance(one) <= within;
        });
    };
    QString became;
    const auto texts = outcomes(line);
    const auto widest = metrics.horizontalAdvance(codewords::lineText(m_code.lines[line]));
    const auto wanted = QFontMetrics(boldLike(font())).horizontalAdvance(texts.value(0));
    int room = contentsRect().width() - signWidth(fontMetrics()) - 4 * cellPadding - roundedUp;
    const bool isBeneath = isCurrent && m_isNarrow && !texts.isEmpty() && hasSpareRow()
                           && widest + wanted > room - 2 * statePadding;
    if (texts.isEmpty()) {
        text = fitted(room);
    } else if (isBeneath) { // the line is whole then
        text = fitted(room);
        became = firstFitting(boldLike(font()), texts, room - 2 * statePadding).toHtmlEscaped();
    } else { // what has become of it is told whole
        room -= 2 * statePadding;
        const auto state = boldLike(font());
        text = fitted(room - QFontMetrics(state).horizontalAdvance(texts.back()));
        became = firstFitting(state, texts, room - metrics.horizontalAdvance(text)).toHtmlEscaped();
    }
    text = text.replace(QLatin1Char(' '), QChar(QChar::Nbsp)).toHtmlEscaped();
    if (isOnly)
        text = QStringLiteral("<b>%1</b>").arg(text);
    const bool isInverse = m_theme->currentLine == m_theme->panel; // in high contrast
    const auto &ground = isInverse ? m_theme->ink : m_theme->currentLine;
    const auto &ink = isCurrent && isInverse ? m_theme->ground : m_theme->ink;
    const auto tableRow = QStringLiteral("<tr%1 style=\"color:%2\">")
                              .arg(isCurrent ? QStringLiteral(" bgcolor=\"%1\"").arg(ground.name())
                                             : QString(),
                                   ink.name());
    const auto state = QStringLiteral(
                           "%3<td align=\"right\" style=\"padding:1px 8px;color:%1\">%2</td>")
                           .arg((isCurrent ? ink : m_theme->mutedInk).name(),
                                isCurrent ? QStringLiteral("<b>%1</b>").arg(became) : became,
                                isBeneath ? QStringLiteral("</tr>%1<td></td>").arg(tableRow)
                                          : QString());
    const auto families = fixedFamilies().join(QStringLiteral("','"));
    return QStringLiteral("<table cellspacing=\"0\" width=\"100%\">%1<td width=\"%6\" "
                          "style=\"padding:1px 4px\"><b>%2</b></td>"
                          "<td style=\"font-family:'%3';padding:1px 4px\">%4</td>%5</tr></table>")
        .arg(tableRow, sign, families, text, texts.isEmpty() ? QString() : state,
             QString::number(signWidth(fontMetrics()) + 2 * cellPadding));
}

void StepList::refresh()
{
    if (m_worker >= m_model.snapshot().processes.size())
        return;
    auto font = typeScaleFor(*this).font(TextRole::Text);
    if (m_pixels > 0)
        font.setPixelSize(m_pixels);
    setFont(font);
    const int gap = gapAround(fontMetrics(), m_isNarrow);
    setContentsMargins(spineWidth(fontMetrics()) + gap, gap, gap, gap);
    const auto current = codewords::currentLine(m_code, m_model.snapshot().processes[m_worker]);
    QString html = head();
    for (std::size_t i = 0; i < m_code.lines.size(); ++i)
        html += row(i, i == current);
    for (auto i = m_code.lines.size(); !m_isNarrow && i < m_rows; ++i)
        html += QStringLiteral("<table cellspacing=\"0\"><tr><td style=\"padding:1px 4px\">&nbsp;"
                               "</td></tr></table>");
    if (html != text())
        setText(html);
    comeBackForAges();
}

} // namespace seeipc
