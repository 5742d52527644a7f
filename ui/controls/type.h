// SPDX-License-Identifier: MIT
#pragma once

#include <QFont>
#include <QLabel>
#include <QSize>

namespace seeipc {

/// Pixels of ordinary text in a window of this size (scene/typescale.h).
int textPixels(QSize window);

/// The program's font at `factor` times the size of ordinary text. Small Chinese is never bold.
QFont scaledFont(double factor, QFont::Weight weight = QFont::Normal);

/// Sets the program's font to this size; widgets get QEvent::ApplicationFontChange.
void setTextPixels(int pixels);

/// A label whose type keeps its proportion to ordinary text.
class ScaledLabel : public QLabel
{
    Q_OBJECT

public:
    explicit ScaledLabel(double factor, QFont::Weight weight = QFont::Normal,
                         QWidget *parent = nullptr);

    void setWeight(QFont::Weight weight);

protected:
    void changeEvent(QEvent *event) override;

private:
    void adapt();

    double m_factor;
    QFont::Weight m_weight;
};

/// A label of one line that shortens its text where there is no room; the whole text stays what
/// screen readers get, and shows as a tip.
class ElidingLabel : public ScaledLabel
{
    Q_OBJECT

public:
    using ScaledLabel::ScaledLabel;

    QSize minimumSizeHint() const override;
    bool isElided() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
};

} // namespace seeipc
