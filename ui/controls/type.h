// SPDX-License-Identifier: MIT
#pragma once

#include "ui/scene/typescale.h"

#include <QFont>
#include <QLabel>

#include <optional>

namespace seeipc {

/// The sizes of the interface's type: those that fit the window. Setting them changes the program's
/// font and every ScaledLabel. GUI thread.
const TypeScale &typeScale();
void setTypeScale(const TypeScale &scale);

/// A label whose type keeps to the scale.
class ScaledLabel : public QLabel
{
    Q_OBJECT

public:
    explicit ScaledLabel(TextRole role, QWidget *parent = nullptr);

    void setBold(bool isBold); ///< other than its role says
    void adapt();

protected:
    void changeEvent(QEvent *event) override;

private:
    TextRole m_role;
    bool m_isBold = false;
};

/// A label of one line that shortens its text where there is no room; the whole text stays what
/// screen readers get, and shows as a tip.
class ElidingLabel : public ScaledLabel
{
    Q_OBJECT

public:
    using ScaledLabel::ScaledLabel;

    /// Goes on in a second line, in smaller type, as far as its height has room.
    void allowTwoLines();
    QSize minimumSizeHint() const override;
    bool isElided() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    std::optional<QFont> fontOfTwoLines() const;

    bool m_mayWrap = false;
};

} // namespace seeipc
