// SPDX-License-Identifier: MIT
#include "ui/controls/parameterfield.h"

#include "ui/controls/detents.h"
#include "ui/controls/speed.h"
#include "ui/language.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <cerrno>
#include <climits>

namespace seeipc {

namespace {

int toInt(std::int64_t number)
{
    return static_cast<int>(std::clamp<std::int64_t>(number, 0, INT_MAX));
}

} // namespace

ParameterField::ParameterField(const Parameter &parameter, QWidget *parent)
    : QWidget(parent),
      m_parameter(parameter),
      m_detents(detents(parameter.atLeast, parameter.atMost, parameter.unit)),
      m_title(new ElidingLabel(TextRole::State, this)),
      m_slider(new Slider(this)),
      m_field(new NumberField(this)),
      m_hint(new ScaledLabel(TextRole::Small, this))
{
    m_slider->setRange(0, static_cast<int>(m_detents.size()) - 1);
    m_slider->setQuantity({[this](int position) {
                               const auto value = m_detents[static_cast<std::size_t>(position)];
                               return static_cast<double>(value);
                           },
                           [this] { return static_cast<double>(m_field->value()); },
                           [this] { return m_field->text(); }});
    m_field->setRange(toInt(parameter.atLeast), toInt(parameter.atMost));
    m_title->setBuddy(m_field);
    m_hint->setWordWrap(true);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setAlignment(Qt::AlignLeft | Qt::AlignTop);

    auto *row = new QHBoxLayout;
    row->addWidget(m_slider, 1);
    row->addWidget(m_field);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(m_title);
    column->addLayout(row);
    column->addWidget(m_hint);

    connect(m_slider, &QSlider::valueChanged, this,
            [this](int position) { Q_EMIT edited(m_detents[static_cast<std::size_t>(position)]); });
    connect(m_field, &QSpinBox::valueChanged, this, [this](int value) {
        showUnit();
        Q_EMIT edited(value);
    });
    retranslate();
}

void ParameterField::setValue(std::int64_t value)
{
    const QSignalBlocker quietSlider(m_slider);
    const QSignalBlocker quietField(m_field);
    m_slider->setValue(nearestDetent(m_detents, value));
    if (m_field->value() != toInt(value))
        m_field->setValue(toInt(value));
    showUnit();
}

void ParameterField::setAnswer(const ParameterAnswer &answer)
{
    if (m_answer == answer)
        return;
    m_answer = answer;
    showHint();
}

void ParameterField::retranslate()
{
    const QString title = localized(m_parameter.title);
    m_slider->setAccessibleName(title);
    m_field->setAccessibleName(title);
    showUnit();
    showHint();
    fit();
}

void ParameterField::showUnit()
{
    const auto unit = unitText(m_parameter.unit, m_field->value());
    if (m_field->suffix() != unit) // who types keeps the cursor
        m_field->setSuffix(unit);
}

/// All fields are as wide as the widest may need.
void ParameterField::fit()
{
    const QString widest = groupedText(9'999'999) + unitText("bytes", 9'999'999);
    m_field->setFixedWidth(fontMetrics().horizontalAdvance(widest)
                           + 3 * fontMetrics().averageCharWidth());
}

void ParameterField::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fit();
}

void ParameterField::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showTitle();
}

void ParameterField::showHint()
{
    const bool isRefused = m_answer.state == ParameterAnswer::State::Refused;
    m_hint->setText(answerText());
    m_hint->setForegroundRole(isRefused ? QPalette::WindowText : QPalette::PlaceholderText);
    m_hint->setBold(isRefused);
    const bool hasEffect = m_answer.state != ParameterAnswer::State::AtFullSpeed;
    m_slider->setEnabled(hasEffect);
    m_field->setEnabled(hasEffect);
    m_slider->setAccessibleDescription(m_hint->text());
    m_field->setAccessibleDescription(m_hint->text());
    showTitle();
}

void ParameterField::setCompact(bool isCompact)
{
    m_isCompact = isCompact;
    m_hint->setVisible(!isCompact);
    showTitle();
}

void ParameterField::showTitle()
{
    QString title = localized(m_parameter.title);
    if (m_isCompact && m_answer.state == ParameterAnswer::State::Refused)
        title += QStringLiteral(": ") + QString::fromStdString(errnoName(m_answer.error));
    else if (m_isCompact && m_answer.state == ParameterAnswer::State::Waiting)
        title += QStringLiteral(" …");
    else if (m_isCompact && m_answer.state == ParameterAnswer::State::Otherwise)
        title += QStringLiteral(" ≠ ") + groupedText(m_answer.got); // no room for words
    else if (m_isCompact && m_answer.state == ParameterAnswer::State::AtNextStart)
        title = titleWith({answerText(), tr("at the next start"), tr("next start"), tr("later")});
    else if (m_isCompact && m_answer.state == ParameterAnswer::State::AtFullSpeed)
        title = titleWith({answerText(), wordsOf(Pace()), QString()}); // it is off at least
    m_title->setText(title);
    setToolTip(m_isCompact ? m_hint->text() : QString());
}

/// The title, and behind it the first words that have room, else the last; empty words: none.
QString ParameterField::titleWith(const QStringList &words) const
{
    const auto title = localized(m_parameter.title);
    QString text;
    for (const auto &each : words) {
        text = each.isEmpty() ? title : title + QStringLiteral(": ") + each;
        if (m_title->fontMetrics().horizontalAdvance(text) <= width())
            break;
    }
    return text;
}

QString ParameterField::boundsText() const
{
    return tr("%1 to %2")
        .arg(groupedText(m_parameter.atLeast),
             groupedText(m_parameter.atMost) + unitText(m_parameter.unit, m_parameter.atMost));
}

/// Of an EPERM, in the words of the limit that it met.
QString ParameterField::limitText(const QString &asked) const
{
    const auto &met = m_answer.limit;
    if (!met)
        return tr("Refused %1 (EPERM): above a limit of this machine").arg(asked);
    const auto name = QString::fromUtf8(met->name.data(), static_cast<qsizetype>(met->name.size()));
    const auto words = met->isOfPipe
                           ? tr("Refused %1 (EPERM): above %2, %3")
                           : tr("Refused %1 (EPERM): this user's pipes would pass %2, %3 pages");
    return words.arg(asked, name, groupedText(met->value));
}

QString ParameterField::answerText() const
{
    const QString asked = groupedText(m_answer.asked);
    const QString got = groupedText(m_answer.got);
    switch (m_answer.state) {
    case ParameterAnswer::State::None: return boundsText();
    case ParameterAnswer::State::Waiting:
        return tr("%1 is asked for: waits for a process between two calls").arg(asked);
    case ParameterAnswer::State::AtNextStart: return tr("takes effect at the next start");
    case ParameterAnswer::State::AtFullSpeed: return tr("no effect at full speed");
    case ParameterAnswer::State::Otherwise:
        return tr("the pipe has %1").arg(got + unitText(m_parameter.unit, m_answer.got));
    case ParameterAnswer::State::Granted:
        return m_answer.got == m_answer.asked
                   ? boundsText()
                   : tr("The kernel made %2 of %1: a power of two").arg(asked, got);
    case ParameterAnswer::State::Refused: break;
    }
    if (m_answer.error == EBUSY)
        return tr("Refused %1 (EBUSY): more is inside").arg(asked);
    if (m_answer.error == EPERM)
        return limitText(asked);
    return tr("Refused %1 (%2)").arg(asked, QString::fromStdString(errnoName(m_answer.error)));
}

} // namespace seeipc
