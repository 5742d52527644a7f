// SPDX-License-Identifier: MIT
#include "ui/scene/textmeasure.h"

#include <cmath>

namespace seeipc {

namespace {

constexpr std::size_t roleCount = static_cast<std::size_t>(TextRole::Wait) + 1;
constexpr qsizetype mostRemembered = 2000; ///< texts a role; numbers change without end

} // namespace

TextMeasure::TextMeasure(const TypeScale &scale) : m_scale(scale)
{
    for (std::size_t role = 0; role < roleCount; ++role) {
        const auto font = scale.font(static_cast<TextRole>(role));
        m_roles.push_back({font, QFontMetricsF(font), {}});
    }
}

double TextMeasure::lineHeight(TextRole role) const
{
    return std::ceil(at(role).metrics.height());
}

double TextMeasure::width(TextRole role, const QString &text) const
{
    const auto &measured = at(role);
    const auto known = measured.widths.constFind(text);
    if (known != measured.widths.constEnd())
        return *known;
    if (measured.widths.size() >= mostRemembered)
        measured.widths.clear();
    return *measured.widths.insert(text, measured.metrics.horizontalAdvance(text));
}

QString TextMeasure::elided(TextRole role, const QString &text, double room) const
{
    return width(role, text) <= room ? text
                                     : at(role).metrics.elidedText(text, Qt::ElideRight, room);
}

QString TextMeasure::firstFitting(TextRole role, const QStringList &texts, double room) const
{
    for (const auto &text : texts) {
        if (width(role, text) <= room)
            return text;
    }
    return texts.isEmpty() ? QString() : texts.back();
}

} // namespace seeipc
