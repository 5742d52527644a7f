// SPDX-License-Identifier: MIT
#include "ui/views/stage.h"

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

constexpr std::array registry{
    ViewDescriptor{"stage", stageTitle, create<StageView>, Place::Stage},
};

} // namespace

std::span<const ViewDescriptor> views()
{
    return registry;
}

} // namespace seeipc
