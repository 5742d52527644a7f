// SPDX-License-Identifier: MIT
#include "ui/controls/parameterpanel.h"

#include "ui/controls/parameterfield.h"
#include "ui/language.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace seeipc {

namespace {

constexpr int fieldLetters = 30; ///< a field is at least this many letters wide
constexpr int compactLetters = 22;

} // namespace

ParameterPanel::ParameterPanel(SessionModel &model, QWidget *parent)
    : QWidget(parent), m_model(model)
{
    connect(&m_model, &SessionModel::controlsChanged, this, &ParameterPanel::refresh);
}

void ParameterPanel::rebuild()
{
    for (auto *box : m_boxes)
        delete box;
    delete layout();
    m_boxes.clear();
    m_fields.clear();
    m_texts.clear();
    m_choices.clear();
    m_columns = 0;
    const auto &parameters = m_model.scenario().parameters;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        switch (parameters[i].type) {
        case Parameter::Type::Number: addField(i); break;
        case Parameter::Type::Text: addTextField(i); break;
        case Parameter::Type::Choice: addChoiceField(i); break;
        }
    }
    setVisible(!parameters.empty());
    retranslate();
    refresh();
    setCompact(m_isCompact);
}

void ParameterPanel::setCompact(bool isCompact)
{
    m_isCompact = isCompact;
    for (auto *field : m_fields) {
        if (field != nullptr)
            field->setCompact(isCompact);
    }
    for (const auto &text : m_texts)
        text.hint->setVisible(!isCompact);
    const bool isBeside = isCompact && m_boxes.size() == 1;
    for (const auto &choice : m_choices) {
        choice.hint->setVisible(!isCompact);
        auto *whole = static_cast<QBoxLayout *>(choice.box->layout());
        whole->setDirection(isBeside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
        whole->setSpacing(isBeside ? fontMetrics().averageCharWidth() * 3 : 2);
    }
    m_columns = 0;
    arrange();
}

void ParameterPanel::addField(std::size_t position)
{
    auto *field = new ParameterField(m_model.scenario().parameters[position], this);
    m_fields.push_back(field);
    m_boxes.push_back(field);
    connect(field, &ParameterField::edited, this,
            [this, position](std::int64_t value) { m_model.setParameter(position, value); });
}

void ParameterPanel::addTextField(std::size_t position)
{
    TextField text{position, new QWidget(this), nullptr, nullptr, nullptr};
    text.title = new ScaledLabel(TextRole::State, text.box);
    text.edit = new QLineEdit(text.box);
    text.hint = new ScaledLabel(TextRole::Small, text.box);
    text.hint->setForegroundRole(QPalette::PlaceholderText);
    text.title->setBuddy(text.edit);
    text.edit->setTextMargins(6, 2, 6, 2);
    text.edit->setMaxLength(static_cast<int>(m_model.scenario().parameters[position].atMost));
    auto *column = new QVBoxLayout(text.box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    for (QWidget *part : {static_cast<QWidget *>(text.title), static_cast<QWidget *>(text.edit),
                          static_cast<QWidget *>(text.hint)})
        column->addWidget(part);
    connect(text.edit, &QLineEdit::textEdited, this, [this, position](const QString &words) {
        m_model.setText(position, words.toStdString());
    });
    connect(text.edit, &QLineEdit::returnPressed, text.edit, &QWidget::clearFocus);
    m_fields.push_back(nullptr);
    m_texts.push_back(text);
    m_boxes.push_back(text.box);
}

void ParameterPanel::addChoiceField(std::size_t position)
{
    ChoiceField choice{position, new QWidget(this), nullptr, {}, nullptr};
    choice.title = new ScaledLabel(TextRole::State, choice.box);
    choice.hint = new ScaledLabel(TextRole::Small, choice.box);
    choice.hint->setForegroundRole(QPalette::PlaceholderText);
    auto *row = new QHBoxLayout;
    row->setSpacing(fontMetrics().averageCharWidth());
    const auto count = m_model.scenario().parameters[position].choices.size();
    choice.buttons.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        auto *button = new QPushButton(choice.box);
        button->setCheckable(true);
        button->setAutoExclusive(true);
        row->addWidget(button);
        choice.buttons.push_back(button);
        // Toggled, not clicked: a screen reader toggles it without a click.
        connect(button, &QPushButton::toggled, this, [this, position, i](bool isOn) {
            const auto value = static_cast<std::int64_t>(i);
            if (isOn && m_model.parameters()[position].number != value)
                m_model.setParameter(position, value);
        });
    }
    row->addStretch();
    auto *column = new QVBoxLayout(choice.box);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(choice.title);
    column->addLayout(row);
    column->addWidget(choice.hint);
    m_fields.push_back(nullptr);
    m_choices.push_back(choice);
    m_boxes.push_back(choice.box);
}

void ParameterPanel::refresh()
{
    const auto &values = m_model.parameters();
    if (!m_model.isOpen() || m_fields.size() != values.size())
        return;
    for (std::size_t i = 0; i < m_fields.size(); ++i) {
        if (m_fields[i] == nullptr)
            continue;
        m_fields[i]->setValue(values[i].number);
        m_fields[i]->setAnswer(m_model.answerTo(i));
    }
    for (const auto &text : m_texts) {
        const QString words = QString::fromStdString(values[text.position].text);
        if (text.edit->text() != words)
            text.edit->setText(words);
    }
    for (const auto &choice : m_choices)
        choice.buttons[static_cast<std::size_t>(values[choice.position].number)]->setChecked(true);
}

void ParameterPanel::retranslate()
{
    for (auto *field : m_fields) {
        if (field != nullptr)
            field->retranslate();
    }
    for (const auto &text : m_texts) {
        const QString title = localized(m_model.scenario().parameters[text.position].title);
        text.title->setText(title);
        text.edit->setAccessibleName(title);
        text.hint->setText(tr("takes effect at the next start"));
    }
    for (const auto &choice : m_choices) {
        const auto &parameter = m_model.scenario().parameters[choice.position];
        const QString title = localized(parameter.title);
        choice.title->setText(title);
        for (std::size_t i = 0; i < choice.buttons.size(); ++i) {
            const QString word = localized(parameter.choices[i].title);
            choice.buttons[i]->setText(word);
            choice.buttons[i]->setAccessibleName(title + QStringLiteral(": ") + word);
        }
        choice.hint->setText(tr("takes effect at the next start"));
    }
}

/// Before it is shown, what it will have: a window is as high as this panel needs.
int ParameterPanel::room() const
{
    const auto margin = static_cast<int>(TypeScale::forWindow(window()->size()).margin);
    return isVisible() ? width() : window()->width() - 2 * margin;
}

/// As many columns as there is room for, rows as even as can be.
void ParameterPanel::arrange()
{
    if (m_boxes.empty())
        return;
    const int wanted = fontMetrics().averageCharWidth()
                       * (m_isCompact ? compactLetters : fieldLetters);
    const int count = static_cast<int>(m_boxes.size());
    const int fitting = std::clamp(room() / std::max(1, wanted), 1, count);
    const int rows = (count + fitting - 1) / fitting;
    const int columns = (count + rows - 1) / rows;
    if (columns == m_columns)
        return;
    m_columns = columns;
    delete layout();
    auto *grid = new QGridLayout(this);
    const int gap = fontMetrics().height();
    const int edge = m_isCompact ? gap / 3 : gap * 2 / 3;
    grid->setContentsMargins(gap, edge, gap, edge);
    grid->setHorizontalSpacing(gap * 3 / 2);
    grid->setVerticalSpacing(gap / 2);
    for (int i = 0; i < count; ++i)
        grid->addWidget(m_boxes[static_cast<std::size_t>(i)], i / columns, i % columns);
    for (int i = 0; i < columns; ++i)
        grid->setColumnStretch(i, 1);
}

void ParameterPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange && m_model.isOpen())
        retranslate();
    if (event->type() == QEvent::FontChange) {
        m_columns = 0;
        arrange();
    }
}

void ParameterPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void ParameterPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double radius = 0.55 * fontMetrics().height();
    painter.setPen(QPen(palette().color(QPalette::Mid), 1));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

} // namespace seeipc
