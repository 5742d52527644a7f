// SPDX-License-Identifier: MIT
#pragma once

#include <QSpinBox>
#include <QString>

#include <cstdint>

namespace seeipc {

/// "65 536", as the narrator writes it.
QString groupedText(std::int64_t number);

/// A field for a number, written in groups of three. It takes digits and leaves the window's keys
/// to the window.
class NumberField : public QSpinBox
{
    Q_OBJECT

public:
    explicit NumberField(QWidget *parent = nullptr);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    QString textFromValue(int value) const override;
    int valueFromText(const QString &text) const override;
    QValidator::State validate(QString &input, int &position) const override;
    void fixup(QString &input) const override;

private:
    QString digitsOf(const QString &text) const;
};

} // namespace seeipc
