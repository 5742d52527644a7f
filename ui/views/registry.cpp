// SPDX-License-Identifier: MIT
#include "ui/views/code.h"
#include "ui/views/events.h"
#include "ui/views/inspector.h"
#include "ui/views/kernelwords.h"
#include "ui/views/limits.h"
#include "ui/views/stage.h"
#include "ui/views/timeline.h"

#include <QCoreApplication>

#include <array>

namespace seeipc {

namespace {

template<typename Shown>
View *create(SessionModel &model, QWidget *parent)
{
    return new Shown(model, parent);
}

QString stageTitle()
{
    return QCoreApplication::translate("views", "Stage");
}

QString eventsTitle()
{
    return QCoreApplication::translate("views", "Events");
}

QString inspectorTitle()
{
    return QCoreApplication::translate("views", "Inspector");
}

QString codeTitle()
{
    return QCoreApplication::translate("views", "Code");
}

QString timelineTitle()
{
    return QCoreApplication::translate("views", "Timeline");
}

QString limitsTitle()
{
    return QCoreApplication::translate("views", "Limits");
}

QString kernelWordsTitle()
{
    return QCoreApplication::translate("views", "The kernel's own words");
}

constexpr std::array registry{
    ViewDescriptor{"stage", stageTitle, create<StageView>, Place::Stage},
    ViewDescriptor{"code", codeTitle, create<CodeView>, Place::Below},
    ViewDescriptor{"timeline", timelineTitle, create<TimelineView>, Place::Below},
    ViewDescriptor{"inspector", inspectorTitle, create<InspectorView>, Place::Drawer},
    ViewDescriptor{"events", eventsTitle, create<EventsView>, Place::Drawer},
    ViewDescriptor{"limits", limitsTitle, create<LimitsView>, Place::Drawer},
    ViewDescriptor{"kernelwords", kernelWordsTitle, create<KernelWordsView>, Place::Drawer},
};

} // namespace

std::span<const ViewDescriptor> views()
{
    return registry;
}

} // namespace seeipc
