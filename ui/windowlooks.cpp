// SPDX-License-Identifier: MIT
// How the window looks: colours, language, motion, axis, and what its size does to type and margins.
#include "ui/compare/sidebyside.h"
#include "ui/controls/notice.h"
#include "ui/controls/sourcepanel.h"
#include "ui/controls/style.h"
#include "ui/controls/type.h"
#include "ui/drawers.h"
#include "ui/language.h"
#include "ui/mainactions.h"
#include "ui/mainwindow.h"
#include "ui/model/sessionmodel.h"
#include "ui/scene/typescale.h"
#include "ui/views/caption.h"
#include "ui/views/view.h"

#include <QApplication>
#include <QVBoxLayout>

namespace seeipc {

namespace {

constexpr QSize projector(1024, 768);

} // namespace

void MainWindow::setTheme(ThemeName theme)
{
    m_settings.theme = theme;
    m_actions->themes[static_cast<std::size_t>(theme)]->setChecked(true);
    const auto &colours = themeOf(theme);
    m_style.setTheme(colours);
    QApplication::setPalette(colours.palette());
    m_caption->setTheme(colours);
    for (auto *view : m_views)
        view->setTheme(colours);
    m_drawers->setTheme(colours);
    if (m_sideBySide)
        m_sideBySide->setTheme(colours);
    for (auto *widget : QApplication::allWidgets())
        widget->update();
}

void MainWindow::setLanguage(Language language)
{
    m_actions->languages[static_cast<std::size_t>(language)]->setChecked(true);
    if (language != currentLanguage())
        setCurrentLanguage(language);
}

void MainWindow::setStill(bool isStill)
{
    m_settings.isStill = isStill;
    m_actions->stillPicture->setChecked(isStill);
    for (auto *view : m_views)
        view->setMotion(isStill ? Motion::Still : Motion::Moving);
    m_drawers->setMotion(isStill ? Motion::Still : Motion::Moving);
    if (m_sideBySide)
        m_sideBySide->setMotion(isStill ? Motion::Still : Motion::Moving);
}

void MainWindow::setTimeAxis(TimeAxis axis)
{
    m_settings.timeAxis = axis;
    for (auto *view : m_views)
        view->setTimeAxis(axis);
    Q_EMIT settingsChanged(m_settings);
}

void MainWindow::setFullScreen(bool isFull)
{
    if (isFull)
        m_wasMaximized = isMaximized();
    m_actions->fullScreen->setChecked(isFull);
    if (isFull)
        showFullScreen();
    else if (m_wasMaximized)
        showMaximized();
    else
        showNormal();
}

/// What stands in a large window asks for more than it does in a small one: that keeps no window
/// from becoming small.
bool MainWindow::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show) {
        setMinimumSize(layout()->totalMinimumSize().boundedTo(projector));
        giveWayFurther();
    }
    return QWidget::event(event);
}

void MainWindow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::LanguageChange)
        return;
    m_actions->retranslate();
    m_source->retranslate();
    nameViews();
    if (m_model.isOpen())
        fillSelection();
    refreshNotice();
}

void MainWindow::nameViews()
{
    for (std::size_t i = 0; i < m_views.size(); ++i)
        m_views[i]->setAccessibleName(m_shown[i]->title());
}

/// Type and margins grow with the window.
void MainWindow::fit()
{
    const auto scale = TypeScale::forWindow(size());
    setTypeScale(scale);
    const auto margin = static_cast<int>(scale.margin);
    const auto gap = static_cast<int>((m_isLow ? 6 : 14) * scale.unit);
    if (auto *margins = layout()->findChild<QVBoxLayout *>(QStringLiteral("margins")))
        margins->setContentsMargins(margin, m_notice->isHidden() ? 0 : gap, margin, 0);
    if (auto *underStage = m_sides->widget(0)->layout()->findChild<QVBoxLayout *>(
            QStringLiteral("underStage"))) {
        underStage->setContentsMargins(margin, 0, margin, underStage->isEmpty() ? 0 : gap);
        underStage->setSpacing(gap);
    }
    if (auto *below = layout()->findChild<QVBoxLayout *>(QStringLiteral("below"))) {
        below->setContentsMargins(margin, 0, margin, gap);
        below->setSpacing(gap);
    }
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    giveWay();
    if (wantsDrawersBelow() != (m_sides->orientation() == Qt::Vertical))
        placeDrawers();
    if (isMaximized() || isFullScreen())
        return;
    m_settings.windowSize = size();
    Q_EMIT settingsChanged(m_settings);
}

} // namespace seeipc
