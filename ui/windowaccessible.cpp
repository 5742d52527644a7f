// SPDX-License-Identifier: MIT
#include "ui/windowaccessible.h"

#include "ui/compare/sidebyside.h"
#include "ui/mainwindow.h"

#include <QAccessibleWidget>

namespace seeipc {

namespace {

QAccessibleInterface *make(const QString &, QObject *object)
{
    const bool isOurs = qobject_cast<MainWindow *>(object) || qobject_cast<SideBySide *>(object);
    auto *widget = isOurs ? static_cast<QWidget *>(object) : nullptr;
    return widget && widget->isWindow() ? new QAccessibleWidget(widget, QAccessible::Window)
                                        : nullptr;
}

} // namespace

void installWindowAccessible()
{
    static bool isInstalled = false;
    if (!isInstalled)
        QAccessible::installFactory(make);
    isInstalled = true;
}

} // namespace seeipc
