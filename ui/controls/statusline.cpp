// SPDX-License-Identifier: MIT
#include "ui/controls/statusline.h"

#include "ui/controls/numbers.h"
#include "ui/controls/speed.h"
#include "ui/model/sessionmodel.h"

#include <QEvent>
#include <QHBoxLayout>

namespace seeipc {

namespace {

constexpr int refreshMilliseconds = 250;

} // namespace

StatusLine::StatusLine(SessionModel &model, QWidget *parent)
    : QWidget(parent),
      m_model(model),
      m_state(new ScaledLabel(TextRole::State, this)),
      m_place(new ScaledLabel(TextRole::Text, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(24);
    row->addWidget(m_state);
    row->addWidget(m_place, 1);
    m_place->setForegroundRole(QPalette::PlaceholderText);
    m_place->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_place->setWordWrap(true);
    m_soon.setSingleShot(true);
    m_soon.setInterval(refreshMilliseconds);
    connect(&m_soon, &QTimer::timeout, this, &StatusLine::refresh);
    connect(&m_model, &SessionModel::changed, this, &StatusLine::refreshSoon);
    connect(&m_model, &SessionModel::controlsChanged, this, &StatusLine::refresh);
    connect(&m_model, &SessionModel::restarted, this, &StatusLine::refresh);
    refresh();
}

void StatusLine::refreshSoon()
{
    if (!m_soon.isActive())
        m_soon.start();
}

void StatusLine::refresh()
{
    m_soon.stop();
    if (!m_model.isOpen())
        return;
    if (m_model.failure())
        m_state->setText(tr("No session runs"));
    else if (m_model.hasEnded())
        m_state->setText(tr("All processes have ended"));
    else if (!m_model.isRunning())
        m_state->setText(tr("Starting"));
    else if (m_model.isHeld())
        m_state->setText(tr("Processes held"));
    else
        m_state->setText(tr("Running: %1").arg(wordsOf(m_model.pace())));

    if (!m_model.isRunning()) {
        m_place->clear();
        return;
    }
    QStringList parts;
    if (const auto lost = m_model.snapshot().lost; lost > 0)
        parts << tr("%1 calls counted but not kept").arg(groupedText(lost));
    const auto &facts = m_model.facts();
    if (facts.namespaceRefusal)
        parts << tr("in the machine's namespaces: private ones were refused (%1)")
                     .arg(QString::fromStdString(errnoName(facts.namespaceRefusal->code)));
    else if (facts.namespaceMode == NamespaceMode::Host)
        parts << tr("visible in other terminals");
    else
        parts << tr("workers in their own namespaces");
    if (!m_model.hasEnded() && facts.namespaceMode != m_model.namespaceMode()
        && !facts.namespaceRefusal)
        parts << tr("the choice of namespaces acts at the next start");
    m_place->setText(parts.join(QStringLiteral(" · ")));
}

void StatusLine::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        refresh();
}

} // namespace seeipc
