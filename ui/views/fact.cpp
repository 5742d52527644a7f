// SPDX-License-Identifier: MIT
#include "ui/views/fact.h"

#include "ui/views/factsheet.h"

namespace seeipc {

namespace {

/// How a source is told where there is only text.
QString sourceWords(const Fact &fact)
{
    QStringList parts;
    if (fact.mark == Fact::Mark::Sampled)
        parts << (fact.when.isEmpty() ? FactSheet::tr("sampled %1 ago").arg(fact.age)
                                      : FactSheet::tr("sampled %1").arg(fact.when));
    else if (fact.mark == Fact::Mark::Inferred || fact.mark == Fact::Mark::Modelled)
        parts << FactSheet::tr("inferred");
    else if (fact.mark == Fact::Mark::Refused)
        parts << FactSheet::tr("refused");
    if (!fact.source.isEmpty())
        parts << fact.source;
    return parts.join(QStringLiteral(", "));
}

} // namespace

QString Fact::shownValue() const
{
    switch (mark) {
    case Mark::Inferred: return QStringLiteral("≈ ") + value;
    case Mark::Refused: return value.isEmpty() ? QStringLiteral("?") : QStringLiteral("? ") + value;
    case Mark::Modelled:
    case Mark::Disagrees:
    case Mark::Sampled:
    case Mark::Plain: break;
    }
    return value;
}

QString plainText(const std::vector<FactGroup> &groups)
{
    QString text;
    for (const auto &group : groups) {
        text += text.isEmpty() ? QString() : QStringLiteral("\n");
        for (const auto &line : {group.title, group.note})
            text += line.isEmpty() ? QString() : line + u'\n';
        for (const auto &fact : group.facts) {
            const auto source = sourceWords(fact);
            text += QStringLiteral("  ") + fact.what + QStringLiteral(": ") + fact.shownValue();
            text += source.isEmpty() ? QStringLiteral("\n")
                                     : QStringLiteral("  [%1]\n").arg(source);
        }
    }
    return text;
}

} // namespace seeipc
