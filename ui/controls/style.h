// SPDX-License-Identifier: MIT
#pragma once

#include "ui/theme.h"

#include <QProxyStyle>
#include <QStyleOptionSlider>

namespace seeipc {

/// Fusion with the outlines, sliders and focus frames of the pictures: Fusion makes outlines by
/// darkening the ground, so that none is left in high contrast.
class Style : public QProxyStyle
{
    Q_OBJECT

public:
    Style();

    /// The theme outlives the style.
    void setTheme(const Theme &theme);

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                            QPainter *painter, const QWidget *widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                         const QWidget *widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option,
                    const QWidget *widget) const override;

private:
    void drawFrame(QPainter &painter, const QStyleOption &option, const QColor &fill,
                   bool isStrong) const;
    void drawButton(const QStyleOption &option, QPainter &painter) const;
    void drawFocus(const QStyleOption &option, QPainter &painter) const;
    void drawCheckBox(const QStyleOption &option, QPainter &painter) const;
    void drawSlider(const QStyleOptionSlider &option, QPainter &painter,
                    const QWidget *widget) const;
    void drawChoice(const QStyleOptionComplex &option, QPainter &painter,
                    const QWidget *widget) const;
    double outlineWidth() const { return m_theme->name == ThemeName::Contrast ? 2 : 1; }
    const QColor &outline() const;

    const Theme *m_theme;
};

} // namespace seeipc
