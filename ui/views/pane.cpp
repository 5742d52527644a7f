// SPDX-License-Identifier: MIT
#include "ui/views/pane.h"

namespace seeipc {

TypeScale typeScaleFor(const QWidget &view)
{
    for (const auto *widget = view.parentWidget(); widget; widget = widget->parentWidget()) {
        if (qobject_cast<const Pane *>(widget))
            return TypeScale::forWindow(widget->size());
    }
    return TypeScale::forWindow(view.window()->size());
}

} // namespace seeipc
