// SPDX-License-Identifier: MIT
#include "ui/views/pane.h"

namespace seeipc {

TypeScale typeScaleFor(const QWidget &view)
{
    for (const auto *widget = view.parentWidget(); widget; widget = widget->parentWidget()) {
        if (const auto *pane = qobject_cast<const Pane *>(widget))
            return pane->scale();
    }
    return TypeScale::forWindow(view.window()->size());
}

} // namespace seeipc
