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
constexpr double spine = 8; ///< wide; the worker's colour

} // namespace

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
    painter.fillRect(QRectF(0, corner, spine, height() - 2 * corner),
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
    QString text = QString(m_lines[line].depth * 4, QChar::Nbsp)
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
               "<tr%1 style=\"color:%6\"><td width=\"16\" style=\"padding:1px 4px\"><b>%2"
               "</b></td><td style=\"font-family:'%3';padding:1px 4px\">%4</td>%5</tr>")
        .arg(isCurrent ? QStringLiteral(" bgcolor=\"%1\"").arg(ground.name()) : QString(), sign,
             families, text, state, ink.name());
}

void StepList::refresh()
{
    if (m_worker >= m_model.snapshot().processes.size())
        return;
    setFont(typeScaleFor(*this).font(TextRole::Text));
    const int gap = fontMetrics().height() / (m_isNarrow ? 3 : 2);
    setContentsMargins(static_cast<int>(spine) + gap, gap, gap, gap);
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
