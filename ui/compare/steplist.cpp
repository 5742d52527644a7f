// SPDX-License-Identifier: MIT
#include "ui/compare/steplist.h"

#include "ui/model/sessionmodel.h"
#include "ui/views/pane.h"

#include <QEvent>
#include <QPainter>
#include <QPainterPath>

#include <utility>

namespace seeipc {

namespace {

constexpr double corner = 8;
constexpr int cellPadding = 4;
constexpr int statePadding = 8;

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
    return metrics.height() / (isNarrow ? 3 : 2);
}

QString indented(const StepLine &line)
{
    return QString(line.depth * 4, QChar::Nbsp);
}

} // namespace

QSize StepList::sizeOf(const ListNeeds &needs, int pixels)
{
    QFont font;
    font.setFamilies(textFamilies());
    font.setPixelSize(pixels);
    QFont fixed = font;
    fixed.setFamilies(fixedFamilies());
    font.setBold(true);
    const QFontMetrics metrics(font);
    const QFontMetrics fixedMetrics(fixed);
    int line = 0;
    for (const auto &each : needs.lines)
        line = std::max(line, fixedMetrics.horizontalAdvance(indented(each)
                                                             + QString::fromStdString(each.text)));
    int state = 0;
    for (const auto &words : {tr("not started"), tr("has not returned"), tr("next"), tr("killed")})
        state = std::max(state, metrics.horizontalAdvance(words));
    const int gap = gapAround(metrics, false);
    const int row = std::max(metrics.height(), fixedMetrics.height()) + 2;
    return {spineWidth(metrics) + 2 * gap + signWidth(metrics) + line + state + 4 * cellPadding
                + 2 * statePadding,
            2 * gap + metrics.height() + static_cast<int>(needs.rows) * row};
}

StepList::StepList(SessionModel &model, Side side, WorkerId worker, std::vector<StepLine> lines,
                   std::vector<bool> isOnly, std::size_t rows, QWidget *parent)
    : QLabel(parent),
      m_model(model),
      m_side(side),
      m_worker(worker),
      m_lines(std::move(lines)),
      m_isOnly(std::move(isOnly)),
      m_rows(rows),
      m_theme(&themeOf(ThemeName::Light))
{
    setTextFormat(Qt::RichText);
    setAlignment(Qt::AlignLeft | Qt::AlignTop);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
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

QString StepList::stateWords() const
{
    const auto &process = m_model.snapshot().processes[m_worker];
    switch (process.state) {
    case ProcessState::NotStarted: return tr("not started");
    case ProcessState::Asleep: return tr("has not returned");
    case ProcessState::AtGate: return tr("next");
    case ProcessState::Killed: return tr("killed");
    case ProcessState::Zombie:
    case ProcessState::Exited: return tr("ended");
    case ProcessState::Running:
    case ProcessState::Unseen:
    case ProcessState::Stopped: break;
    }
    return {};
}

/// A sign for what the other has not, the step, and what has become of it.
QString StepList::row(std::size_t line, bool isCurrent) const
{
    const bool isOnly = m_isOnly[line];
    const QString sign = !isOnly                 ? QStringLiteral("&nbsp;")
                         : m_side == Side::Wrong ? QStringLiteral("−")
                                                 : QStringLiteral("+");
    QString text = indented(m_lines[line])
                   + QString::fromStdString(m_lines[line].text)
                         .toHtmlEscaped()
                         .replace(QLatin1Char(' '), QChar(QChar::Nbsp));
    if (isOnly)
        text = QStringLiteral("<b>%1</b>").arg(text);
    const auto state = m_isNarrow
                           ? QString()
                           : QStringLiteral(
                                 "<td align=\"right\" style=\"padding:1px 8px\"><b>%1</b></td>")
                                 .arg(isCurrent ? stateWords() : QString());
    const bool isInverse = m_theme->currentLine == m_theme->panel; // in high contrast
    const auto &ground = isInverse ? m_theme->ink : m_theme->currentLine;
    const auto &ink = isCurrent && isInverse ? m_theme->ground : m_theme->ink;
    const auto families = fixedFamilies().join(QStringLiteral("','"));
    return QStringLiteral(
               "<tr%1 style=\"color:%6\"><td width=\"%7\" style=\"padding:1px 4px\"><b>%2"
               "</b></td><td style=\"font-family:'%3';padding:1px 4px\">%4</td>%5</tr>")
        .arg(isCurrent ? QStringLiteral(" bgcolor=\"%1\"").arg(ground.name()) : QString(), sign,
             families, text, state, ink.name(), QString::number(signWidth(fontMetrics())));
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
    const auto &process = m_model.snapshot().processes[m_worker];
    const auto name = QString::fromStdString(m_model.scenario().workers[m_worker].name);
    QString html = QStringLiteral("<b>%1</b>").arg(name.toHtmlEscaped());
    if (m_isNarrow || process.state == ProcessState::NotStarted || process.isEnded())
        html += QStringLiteral("&nbsp; ") + stateWords();
    html += QStringLiteral("<table cellspacing=\"0\" width=\"100%\">");
    for (std::size_t i = 0; i < m_lines.size(); ++i)
        html += row(i, process.isAlive() && m_lines[i].step != noStep
                           && m_lines[i].step == process.step);
    for (auto i = m_lines.size(); !m_isNarrow && i < m_rows; ++i)
        html += QStringLiteral("<tr><td style=\"padding:1px 4px\">&nbsp;</td></tr>");
    html += QStringLiteral("</table>");
    if (html != text())
        setText(html);
}

} // namespace seeipc
