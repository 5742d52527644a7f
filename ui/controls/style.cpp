// SPDX-License-Identifier: MIT
#include "ui/controls/style.h"

#include <QAbstractSpinBox>
#include <QPainter>
#include <QTableView>
#include <QTextEdit>
#include <QWidget>

namespace seeipc {

namespace {

/// Nearer to the ink by this share: what is under the mouse, or pressed.
QColor towards(const QColor &from, const QColor &to, double share)
{
    const auto mix = [share](int a, int b) { return static_cast<int>(a + (b - a) * share); };
    return {mix(from.red(), to.red()), mix(from.green(), to.green()), mix(from.blue(), to.blue())};
}

} // namespace

Style::Style() : QProxyStyle(QStringLiteral("Fusion")), m_theme(&themeOf(ThemeName::Light)) {}

void Style::setTheme(const Theme &theme)
{
    m_theme = &theme;
}

const QColor &Style::outline() const
{
    return m_theme->name == ThemeName::Contrast ? m_theme->ink : m_theme->line;
}

/// What cannot be used has a dashed edge in high contrast, where its words are as bright as others.
void Style::drawFrame(QPainter &painter, const QStyleOption &option, const QColor &fill,
                      bool isStrong) const
{
    const auto &place = option.rect;
    const bool isDashed = m_theme->name == ThemeName::Contrast && !(option.state & State_Enabled);
    const double width = isStrong ? 2 : outlineWidth();
    const double radius = std::min(8, place.height() / 4);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(
        QPen(isStrong ? m_theme->ink : outline(), width, isDashed ? Qt::DashLine : Qt::SolidLine));
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(place).adjusted(width / 2, width / 2, -width / 2, -width / 2),
                            radius, radius);
    painter.restore();
}

void Style::drawButton(const QStyleOption &option, QPainter &painter) const
{
    QColor fill = m_theme->control;
    if (option.state & State_On)
        fill = m_theme->ink;
    else if (option.state & State_Sunken)
        fill = towards(fill, m_theme->ink, 0.2);
    else if (option.state & State_MouseOver && option.state & State_Enabled)
        fill = towards(fill, m_theme->ink, 0.08);
    drawFrame(painter, option, fill, false);
}

/// On ink, which swallows the frame, a second one within it.
void Style::drawFocus(const QStyleOption &option, QPainter &painter) const
{
    drawFrame(painter, option, Qt::transparent, true);
    if (!(option.state & State_On))
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme->ground, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(option.rect).adjusted(4, 4, -4, -4), 4, 4);
    painter.restore();
}

void Style::drawCheckBox(const QStyleOption &option, QPainter &painter) const
{
    const int side = std::min(option.rect.width(), option.rect.height());
    QRect box(0, 0, side, side);
    box.moveCenter(option.rect.center());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme->outline, outlineWidth()));
    painter.setBrush(m_theme->panel);
    painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 2, 2);
    if (option.state & State_On) {
        painter.setPen(QPen(m_theme->ink, side / 7.0, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(QPolygonF({box.topLeft() + QPointF(0.25, 0.52) * side,
                                        box.topLeft() + QPointF(0.44, 0.72) * side,
                                        box.topLeft() + QPointF(0.76, 0.3) * side}));
    }
    painter.restore();
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand: drawButton(*option, *painter); return;
    case PE_FrameFocusRect: drawFocus(*option, *painter); return;
    case PE_PanelLineEdit:
        if (widget != nullptr && qobject_cast<const QAbstractSpinBox *>(widget->parentWidget()))
            return; // the field has drawn it
        drawFrame(*painter, *option, option->palette.color(QPalette::Base),
                  option->state & State_HasFocus);
        return;
    case PE_FrameLineEdit: return;
    case PE_Frame:
        if (qobject_cast<const QTextEdit *>(widget) || qobject_cast<const QTableView *>(widget)) {
            if (option->state & State_HasFocus)
                drawFocus(*option, *painter);
            return;
        }
        painter->setPen(QPen(outline(), outlineWidth()));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    case PE_IndicatorCheckBox: drawCheckBox(*option, *painter); return;
    case PE_FrameMenu:
        painter->setPen(QPen(outline(), outlineWidth()));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    default: QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawSlider(const QStyleOptionSlider &option, QPainter &painter,
                       const QWidget *widget) const
{
    const QRect handle = subControlRect(CC_Slider, &option, SC_SliderHandle, widget);
    const double thickness = std::max(4.0, handle.width() / 5.0);
    const QRectF groove(option.rect.left() + 2, handle.center().y() + 0.5 - thickness / 2,
                        option.rect.width() - 4, thickness);
    const bool isEnabled = option.state & State_Enabled;
    const QColor &ink = isEnabled ? m_theme->ink : m_theme->mutedInk;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const bool isContrast = m_theme->name == ThemeName::Contrast;
    const QRectF slot = groove.adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(isContrast ? QPen(ink, 1) : QPen(Qt::NoPen));
    painter.setBrush(isContrast ? m_theme->ground : m_theme->line);
    painter.drawRoundedRect(isContrast ? slot : groove, thickness / 2, thickness / 2);
    QRectF passed = groove;
    passed.setRight(handle.center().x());
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    painter.drawRoundedRect(passed, thickness / 2, thickness / 2);
    const double radius = handle.width() / 2.0 - 3;
    painter.drawEllipse(QRectF(handle).center(), radius, radius);
    if (option.state & State_HasFocus) {
        painter.setPen(QPen(ink, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(QRectF(handle).center(), radius + 2, radius + 2);
    }
    painter.restore();
}

/// As a button whose words stand at the left, with an arrow that points down.
void Style::drawChoice(const QStyleOptionComplex &option, QPainter &painter,
                       const QWidget *widget) const
{
    drawButton(option, painter);
    const QRect arrow = subControlRect(CC_ComboBox, &option, SC_ComboBoxArrow, widget);
    const double half = arrow.height() / 8.0;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isEnabled = option.state & State_Enabled;
    painter.setPen(QPen(isEnabled ? m_theme->ink : m_theme->mutedInk, half / 2, Qt::SolidLine,
                        Qt::RoundCap, Qt::RoundJoin));
    const QPointF middle = QRectF(arrow).center();
    painter.drawPolyline(
        QPolygonF({middle + QPointF(-half, -half / 2), middle + QPointF(0, half / 2),
                   middle + QPointF(half, -half / 2)}));
    painter.restore();
    if (option.state & State_HasFocus)
        drawFrame(painter, option, Qt::transparent, true);
}

/// On ink a button's words stand in the colour of the ground.
void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    if (element != CE_PushButtonLabel || button == nullptr || !(button->state & State_On)) {
        QProxyStyle::drawControl(element, option, painter, widget);
        return;
    }
    auto chosen = *button;
    chosen.palette.setColor(QPalette::ButtonText, m_theme->ground);
    QProxyStyle::drawControl(element, &chosen, painter, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                               QPainter *painter, const QWidget *widget) const
{
    if (control == CC_Slider) {
        if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            drawSlider(*slider, *painter, widget);
            return;
        }
    }
    if (control == CC_ComboBox) {
        drawChoice(*option, *painter, widget);
        return;
    }
    if (control == CC_SpinBox) { // ours have no buttons: a slider stands beside each
        drawFrame(*painter, *option, option->palette.color(QPalette::Base),
                  option->state & State_HasFocus);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

/// Fusion gives a button's words little room, and a menu's a pixel too few where another font stands
/// in for Chinese.
QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                              const QWidget *widget) const
{
    const auto fitting = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_PushButton && widget != nullptr)
        return fitting
               + QSize(2 * widget->fontMetrics().averageCharWidth(),
                       widget->fontMetrics().height() / 3);
    return type == CT_MenuItem && widget != nullptr
               ? fitting + QSize(2 * widget->fontMetrics().averageCharWidth(), 0)
               : fitting;
}

/// Fusion's handle has the same size on every screen.
QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                            SubControl part, const QWidget *widget) const
{
    const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control != CC_Slider || part != SC_SliderHandle || slider == nullptr)
        return QProxyStyle::subControlRect(control, option, part, widget);
    const int side = pixelMetric(PM_SliderLength, option, widget);
    const int place = sliderPositionFromValue(slider->minimum, slider->maximum,
                                              slider->sliderPosition, slider->rect.width() - side,
                                              slider->upsideDown);
    return {slider->rect.left() + place, slider->rect.center().y() + 1 - side / 2, side, side};
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    const int text = widget != nullptr ? widget->fontMetrics().height() : 0;
    switch (metric) {
    case PM_SliderLength:
    case PM_SliderThickness:
    case PM_SliderControlThickness: return text > 0 ? text * 6 / 5 : 22;
    case PM_MenuPanelWidth: return 2;
    case PM_MenuVMargin: return 4;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

} // namespace seeipc
