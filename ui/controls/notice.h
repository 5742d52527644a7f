// SPDX-License-Identifier: MIT
#pragma once

#include "ui/controls/glyph.h"

#include <QWidget>

namespace seeipc {

class BarButton;
class ScaledLabel;

/// A sentence that must not be missed, and a way on. Hidden while it has nothing to say.
class Notice : public QWidget
{
    Q_OBJECT

public:
    explicit Notice(QWidget *parent = nullptr);

    /// `wayOn` and its `glyph` are the button's.
    void say(const QString &sentence, const QString &wayOn, Glyph glyph);
    QString sentence() const;

Q_SIGNALS:
    void wentOn();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ScaledLabel *m_sentence;
    BarButton *m_wayOn;
};

} // namespace seeipc
