// SPDX-License-Identifier: MIT
#pragma once

#include "ui/scene/typescale.h"

#include <QFontMetricsF>
#include <QHash>
#include <QString>

#include <vector>

namespace seeipc {

/// How wide and high texts are at a scale, in the language of the time it was made. Widths are
/// remembered. Needs a QGuiApplication, no window.
class TextMeasure
{
public:
    explicit TextMeasure(const TypeScale &scale);

    const TypeScale &scale() const { return m_scale; }
    const QFont &font(TextRole role) const { return at(role).font; }
    double width(TextRole role, const QString &text) const;
    double ascent(TextRole role) const { return at(role).metrics.ascent(); }
    /// Whole pixels, so that lines below each other never touch.
    double lineHeight(TextRole role) const;
    /// The text, its end cut off with "…" where it is wider than `width`. For call texts only.
    QString elided(TextRole role, const QString &text, double width) const;
    /// The first of the texts that fits into `width`, else the last; of none nothing.
    QString firstFitting(TextRole role, const QStringList &texts, double width) const;

private:
    struct Measured
    {
        QFont font;
        QFontMetricsF metrics;
        mutable QHash<QString, double> widths;
    };

    const Measured &at(TextRole role) const { return m_roles[static_cast<std::size_t>(role)]; }

    TypeScale m_scale;
    std::vector<Measured> m_roles; ///< by TextRole
};

} // namespace seeipc
