// SPDX-License-Identifier: MIT
// The window's layouts: which drawers are open in which, and how wide.
#include "ui/controls/notice.h"
#include "ui/controls/parameterpanel.h"
#include "ui/controls/type.h"
#include "ui/drawers.h"
#include "ui/mainactions.h"
#include "ui/mainwindow.h"
#include "ui/model/sessionmodel.h"
#include "ui/scene/cast.h"
#include "ui/views/caption.h"
#include "ui/views/code.h"

#include <QCoreApplication>
#include <QLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace seeipc {

namespace {

constexpr int leastDrawer = 300; ///< pixels, before a width was chosen
constexpr int wholeTable = 95;   ///< letters, in which the events have all their columns
constexpr int roomyStage = 1040; ///< units beside it, where it need not be drawn smaller
constexpr int leastStage = 800;  ///< pixels beside a drawer: it is drawn smaller there
constexpr int besideFrom =
    1260; ///< pixels of the window: below it the stage has no room beside a drawer
constexpr int largeType =
    1300; ///< pixels of the window: from there on a low one has room for few lines of code
constexpr int highFrom =
    900; ///< pixels: below it a drawer beneath the stage takes room from the rest

/// What gives way where height is short.
struct Thrift
{
    bool isLow = false;        ///< what can be changed says less, all stands nearer to each other
    bool isCaptionLow = false; ///< it has one line for its sentence
    bool areViewsLow = false;  ///< stage and timeline have no air
    std::size_t codeRows = 3;  ///< that a card keeps
    bool isCaptionCompact = false;  ///< in smaller type
    bool isTimelineCompact = false; ///< it keeps as many lanes as there is room for
};

/// One after the other, until the stage has the height that its boxes need.
constexpr std::array thrifts{Thrift{},
                             Thrift{true, false, false, 3},
                             Thrift{true, true, false, 3},
                             Thrift{true, true, false, 2},
                             Thrift{true, true, true, 2},
                             Thrift{true, true, true, 1},
                             Thrift{true, true, true, 0},
                             Thrift{true, true, true, 0, true},
                             Thrift{true, true, true, 0, true, true}};
constexpr int mostRounds = 8; ///< of views that ask for room
constexpr std::size_t lowThrift = 1;
constexpr std::size_t lowCaption = 2;
constexpr std::size_t mostThrift = thrifts.size() - 1;

/// Tubes below each other, or a process beneath a tube that has others beside it?
bool standsInRows(const Cast &cast)
{
    const auto isIn = [&](bool isMiddle) {
        return std::any_of(cast.parts.begin(), cast.parts.end(), [&](const Part &part) {
            return (part.column == Column::Middle) == isMiddle;
        });
    };
    return cast.channels.size() > 1 || (isIn(true) && isIn(false));
}

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
    const bool isWidth = sender() == m_sides && m_sides->orientation() == Qt::Horizontal;
    left.width = isWidth ? m_sides->sizes().value(1) : kept.width;
    if (left == kept)
        return;
    kept = left;
    Q_EMIT settingsChanged(m_settings);
}

/// Beside the stage where both have room, else beneath it: the stage keeps its size. Caption and
/// what else stands beneath it get compact where the window is low.
bool MainWindow::wantsDrawersBelow() const
{
    return !m_drawers->isHidden() && width() < besideFrom;
}

void MainWindow::giveWay()
{
    const bool isCrowded = m_model.isOpen() && standsInRows(castOf(m_model.scenario()));
    const bool isBelow = m_sides->orientation() == Qt::Vertical;
    const bool isLow = height() < highFrom;
    const bool isNoticed = !m_notice->isHidden();
    m_caption->setVisible(!(isLow && isBelow && isNoticed)); // what is wrong is read first
    for (std::size_t i = 0; i < m_views.size(); ++i) {
        if (m_shown[i]->place == Place::Stage)
            m_views[i]->setCompact(isLow && isBelow);
    }
    codeView()->setVisible(!(isLow && isNoticed));
    m_thrift = !isLow ? 0 : isBelow ? mostThrift : isCrowded ? lowCaption : lowThrift;
    beThrifty();
    giveWayFurther();
}

void MainWindow::beThrifty()
{
    const auto &thrift = thrifts[m_thrift];
    const bool isLarge = width() > largeType; // and no higher than a projector
    const bool isTight = height() < highFrom && (isLarge || !m_drawers->isHidden());
    if (thrift.isLow != m_isLow)
        m_parameters->setCompact(thrift.isLow);
    m_isLow = thrift.isLow;
    m_caption->setLow(thrift.isCaptionLow);
    m_caption->setCompact(thrift.isCaptionCompact
                          || (height() < highFrom && !m_notice->isHidden()));
    for (std::size_t i = 0; i < m_views.size(); ++i) {
        if (m_shown[i]->id == "timeline")
            m_views[i]->setCompact(thrift.isTimelineCompact);
    }
    for (auto *view : m_views)
        view->setLow(thrift.areViewsLow);
    codeView()->setLeast(thrift.codeRows);
    codeView()->setCompact(isTight || thrift.codeRows < thrifts.front().codeRows);
    fit();
}

/// As far as height is short, once what stands in the window has said what it needs.
void MainWindow::giveWayFurther()
{
    if (std::exchange(m_givesWay, true))
        return;                  // asked by its own changes
    const auto needed = [this] { // views ask for room one after the other, and as others got theirs
        int asked = -1;
        for (int before = -2, rounds = 0; asked != before && rounds < mostRounds; ++rounds) {
            before = asked;
            QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
            layout()->activate();
            asked = layout()->totalMinimumSize().height();
        }
        return asked;
    };
    while (needed() > height() && m_thrift < mostThrift) {
        ++m_thrift;
        beThrifty();
    }
    m_givesWay = false;
}

void MainWindow::placeDrawers()
{
    const bool isBelow = wantsDrawersBelow();
    m_sides->setOrientation(isBelow ? Qt::Vertical : Qt::Horizontal);
    m_sides->setStretchFactor(0, isBelow ? 0 : 1);
    m_sides->setStretchFactor(1, isBelow ? 1 : 0);
    m_sides->widget(0)->setMinimumWidth(m_drawers->isHidden() || isBelow ? 0 : leastStage);
    giveWay();
    if (isBelow) {
        m_sides->widget(0)->layout()->activate(); // what is compact now asks for less
        layout()->activate();
        const int room = m_sides->height() - m_sides->handleWidth();
        const int above = std::max(room * 3 / 5, m_sides->widget(0)->sizeHint().height());
        m_sides->setSizes({above, std::max(1, room - above)});
    }
    if (isBelow || m_drawers->isHidden())
        return;
    const int chosen = m_settings.drawers[static_cast<std::size_t>(m_settings.layout)].width;
    const int wide = chosen > 0 ? chosen : usualDrawerWidth();
    m_sides->setSizes({std::max(1, width() - wide), wide});
}

/// All columns of a table, as far as the stage keeps its room.
int MainWindow::usualDrawerWidth() const
{
    const auto &scale = typeScale();
    const QFontMetrics metrics(scale.font(TextRole::Text));
    const int spare = width() - static_cast<int>(roomyStage * scale.unit);
    const int usual = std::max(width() * 3 / 10, leastDrawer);
    return std::clamp(metrics.averageCharWidth() * wholeTable, usual, std::max(usual, spare));
}

} // namespace seeipc
