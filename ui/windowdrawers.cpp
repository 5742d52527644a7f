// SPDX-License-Identifier: MIT
// The window's layouts: which drawers are open in which, and how wide.
#include "ui/drawers.h"
#include "ui/mainactions.h"
#include "ui/mainwindow.h"
#include "ui/model/sessionmodel.h"

#include <algorithm>

namespace seeipc {

namespace {

constexpr int leastDrawer = 300; ///< pixels, before a width was chosen
constexpr int mostDrawer = 520;
constexpr int leastStage = 560; ///< pixels beside a drawer: it is drawn smaller there

} // namespace

void MainWindow::connectDrawers()
{
    for (std::size_t i = 0; i < m_actions->drawers.size(); ++i)
        connect(m_actions->drawers[i], &QAction::triggered, this, [this, i] {
            m_drawers->toggle(i);
            m_drawers->giveFocus(i);
        });
    for (const auto layout : {LayoutName::Learn, LayoutName::Measure})
        connect(m_actions->layouts[static_cast<std::size_t>(layout)], &QAction::triggered, this,
                [this, layout] {
                    setLayoutName(layout);
                    Q_EMIT settingsChanged(m_settings);
                });
    connect(&m_model, &SessionModel::focusAsked, this, [this] {
        const auto drawers = Drawers::all();
        for (std::size_t i = 0; i < drawers.size(); ++i) {
            if (drawers[i]->id == "inspector")
                m_drawers->open(i);
        }
    });
    connect(m_sides, &QSplitter::splitterMoved, this, &MainWindow::keepDrawers);
}

/// Opens what was open in this layout.
void MainWindow::setLayoutName(LayoutName layout)
{
    disconnect(m_drawers, &Drawers::changed, this, nullptr);
    m_settings.layout = layout;
    m_actions->layouts[static_cast<std::size_t>(layout)]->setChecked(true);
    m_drawers->restore(m_settings.drawers[static_cast<std::size_t>(layout)]);
    placeDrawers();
    connect(m_drawers, &Drawers::changed, this, [this] {
        placeDrawers();
        keepDrawers();
        if (m_drawers->isHidden())
            m_views.front()->setFocus();
    });
}

/// Remembers what is open, and a width that was chosen.
void MainWindow::keepDrawers()
{
    auto &kept = m_settings.drawers[static_cast<std::size_t>(m_settings.layout)];
    auto left = m_drawers->left();
    left.width = sender() == m_sides ? m_sides->sizes().value(1) : kept.width;
    if (left == kept)
        return;
    kept = left;
    Q_EMIT settingsChanged(m_settings);
}

void MainWindow::placeDrawers()
{
    m_sides->widget(0)->setMinimumWidth(m_drawers->isHidden() ? 0 : leastStage);
    if (m_drawers->isHidden())
        return;
    const int chosen = m_settings.drawers[static_cast<std::size_t>(m_settings.layout)].width;
    const int wide = chosen > 0 ? chosen : std::clamp(width() / 4, leastDrawer, mostDrawer);
    m_sides->setSizes({std::max(1, width() - wide), wide});
}

} // namespace seeipc
