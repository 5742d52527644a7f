// SPDX-License-Identifier: MIT
#include "ui/controls/numbers.h"

#include "session/narrator.h"

#include <QKeyEvent>

#include <algorithm>

namespace seeipc {

QString groupedText(std::int64_t number)
{
    return QString::fromStdString(grouped(number));
}

NumberField::NumberField(QWidget *parent) : QSpinBox(parent)
{
    setButtonSymbols(QAbstractSpinBox::NoButtons);
    setAlignment(Qt::AlignRight);
    setKeyboardTracking(false);
    setFocusPolicy(Qt::StrongFocus);
}

/// Letters mean nothing here: the window may have them.
bool NumberField::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isPlain = (key->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == 0;
        const QString text = key->text();
        if (isPlain && !text.isEmpty() && text[0].isPrint() && !text[0].isDigit())
            return false;
    }
    return QSpinBox::event(event);
}

/// Return and Escape end it: the keys go back to the window.
void NumberField::keyPressEvent(QKeyEvent *event)
{
    const bool isEscape = event->key() == Qt::Key_Escape;
    if (isEscape)
        setValue(value()); // what was typed is forgotten
    else
        QSpinBox::keyPressEvent(event);
    if (isEscape || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        clearFocus();
}

QString NumberField::digitsOf(const QString &text) const
{
    QString digits;
    for (const QChar letter : text) {
        if (letter.isDigit())
            digits += letter;
    }
    return digits;
}

QString NumberField::textFromValue(int value) const
{
    return groupedText(value);
}

int NumberField::valueFromText(const QString &text) const
{
    return digitsOf(text).toInt();
}

QValidator::State NumberField::validate(QString &input, int &) const
{
    for (const QChar letter : input) {
        if (!letter.isDigit() && !letter.isSpace() && !suffix().contains(letter))
            return QValidator::Invalid;
    }
    bool isNumber = false;
    const int value = digitsOf(input).toInt(&isNumber);
    return isNumber && value >= minimum() && value <= maximum() ? QValidator::Acceptable
                                                                : QValidator::Intermediate;
}

/// What was typed out of its bounds becomes the nearest within.
void NumberField::fixup(QString &input) const
{
    const auto typed = digitsOf(input).toLongLong();
    input = textFromValue(static_cast<int>(std::clamp<qlonglong>(typed, minimum(), maximum())));
}

} // namespace seeipc
