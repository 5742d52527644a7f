// SPDX-License-Identifier: MIT
#pragma once

#include "ui/scene/timelineaxis.h"
#include "ui/theme.h"

#include <QString>
#include <QWidget>

#include <cstdint>
#include <span>
#include <string_view>

namespace seeipc {

class SessionModel;

enum class Motion : std::uint8_t { Moving, Still };

/// Something that shows a running session. It sees the SessionModel and nothing below it, repaints
/// on its changed(), and translates itself on QEvent::LanguageChange.
class View : public QWidget
{
    Q_OBJECT

public:
    explicit View(QWidget *parent = nullptr) : QWidget(parent) {}

    /// The colours to draw with; the theme outlives the view.
    virtual void setTheme(const Theme &theme) = 0;
    /// Still: nothing flies or fades; each state is drawn as it is.
    virtual void setMotion(Motion) {}
    /// Shows the model of now for a picture: nothing of the instant before stays to be read.
    virtual void showInstant() {}
    /// What a view of time counts from left to right.
    virtual void setTimeAxis(TimeAxis) {}
    /// In little height; what it leaves out then it says.
    virtual void setCompact(bool) {}
    /// As near to each other as all of it can still be read: it leaves nothing out.
    virtual void setLow(bool) {}

Q_SIGNALS:
    void timeAxisChanged(seeipc::TimeAxis axis); ///< by the user's hand
};

/// Where the window gives a view its room.
enum class Place : std::uint8_t {
    Stage,  ///< large, always there
    Below,  ///< under the stage, as high as its size hint says; always there
    Drawer, ///< at the right side, opened by a button of its name in the row at the bottom
};

/// A row in the list of views (registry.cpp).
struct ViewDescriptor
{
    std::string_view id; ///< "stage"
    QString (*title)();  ///< in the language of now
    View *(*create)(SessionModel &model, QWidget *parent);
    Place place;
};

/// Every view, in the order of the table.
std::span<const ViewDescriptor> views();

} // namespace seeipc
