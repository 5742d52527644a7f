// SPDX-License-Identifier: MIT
#pragma once

#include "ui/scene/typescale.h"

#include <QWidget>

namespace seeipc {

/// A part of a window whose views fit themselves to it, as to a window of its own: one of two
/// columns.
class Pane : public QWidget
{
    Q_OBJECT

public:
    explicit Pane(QWidget *parent = nullptr) : QWidget(parent) {}

    virtual TypeScale scale() const { return TypeScale::forWindow(size()); }
};

/// The type of a view: that of its pane, or of its window where it is in none.
TypeScale typeScaleFor(const QWidget &view);

} // namespace seeipc
