// SPDX-License-Identifier: MIT
#include "ui/compare/democolumn.h"

#include "scenario/loader.h"
#include "session/failuretext.h"
#include "ui/controls/type.h"
#include "ui/language.h"
#include "ui/scene/cast.h"
#include "ui/scene/stageframe.h"
#include "ui/views/caption.h"
#include "ui/views/stage.h"

#include <QEvent>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace seeipc {

namespace {

/// The steps of the worker of this name; none where the demo has no such worker.
std::vector<StepLine> linesOf(const DemoSetup &demo, const std::string &name)
{
    const auto &scenario = demo.scenario;
    const auto found = std::find_if(scenario.workers.begin(), scenario.workers.end(),
                                    [&](const Worker &worker) { return worker.name == name; });
    if (found == scenario.workers.end())
        return {};
    return stepLines(scenario, static_cast<WorkerId>(found - scenario.workers.begin()),
                     demo.values);
}

constexpr int leastStageWidth = 480;
constexpr int leastListWidth = 320; ///< beside a stage: for the head of a loop

} // namespace

DemoColumn::DemoColumn(Pacer &pacer, Side side, QWidget *parent)
    : Pane(parent),
      m_model(pacer),
      m_side(side),
      m_theme(&themeOf(ThemeName::Light)),
      m_heading(new ScaledLabel(TextRole::State, this)),
      m_notice(new Notice(this)),
      m_caption(new CaptionView(m_model, this)),
      m_stage(new StageView(m_model, this)),
      m_above(new QVBoxLayout),
      m_both(new QBoxLayout(QBoxLayout::TopToBottom, this)),
      m_steps(new QBoxLayout(QBoxLayout::LeftToRight))
{
    setFocusProxy(m_stage);
    m_heading->setBold(true);
    m_heading->setWordWrap(true);
    m_heading->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_heading->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    m_above->addWidget(m_notice);
    column->addLayout(m_above);
    column->addWidget(m_caption);
    column->addWidget(m_stage, 1);
    m_both->setContentsMargins(0, 0, 0, 0);
    m_both->setSpacing(0);
    m_both->addWidget(m_heading);
    m_both->addLayout(column, 1);
    m_both->addLayout(m_steps);
    connect(m_notice, &Notice::wentOn, this, &DemoColumn::start);
    connect(&m_model, &SessionModel::failed, this, &DemoColumn::refreshNotice);
    connect(&m_model, &SessionModel::restarted, this, &DemoColumn::refreshNotice);
}

QString DemoColumn::ofSide(Side side, const QString &words)
{
    return (side == Side::Wrong ? tr("Wrong · %1") : tr("Cured · %1")).arg(words);
}

void DemoColumn::prepare(const DemoSetup &demo, const DemoSetup &other)
{
    const auto &scenario = demo.scenario;
    m_model.prepare(scenario, demo.values);
    for (auto *list : std::exchange(m_lists, {}))
        delete list;
    m_lists.reserve(scenario.workers.size());
    const auto count = static_cast<WorkerId>(scenario.workers.size());
    for (WorkerId worker = 0; worker < count; ++worker) {
        auto lines = linesOf(demo, scenario.workers[worker].name);
        const auto others = linesOf(other, scenario.workers[worker].name);
        const auto rows = std::max(lines.size(), others.size());
        auto isOnly = onlyInFirst(lines, others);
        m_lists.push_back(new StepList(m_model, m_side, worker,
                                       {std::move(lines), std::move(isOnly)}, rows, this));
        m_steps->addWidget(m_lists.back(), 1);
    }
    noteNeeds(demo, other);
    setTheme(*m_theme);
    retranslate();
}

void DemoColumn::noteNeeds(const DemoSetup &demo, const DemoSetup &other)
{
    m_fit.reset();
    m_needs = {{castOf(demo.scenario), castOf(other.scenario)}, {}};
    for (const auto &worker : demo.scenario.workers) {
        auto lines = linesOf(demo, worker.name);
        const auto others = linesOf(other, worker.name);
        const auto rows = std::max(lines.size(), others.size());
        lines.insert(lines.end(), others.begin(), others.end());
        m_needs.lists.push_back({std::move(lines), rows});
    }
}

const ColumnFit &DemoColumn::fitted() const
{
    const auto most = TypeScale::forWindow(window()->size());
    const QSize room(width(), height() - m_heading->heightForWidth(width()));
    if (!m_fit || m_fitRoom != room) {
        m_fit = fitColumn(m_needs, room, most);
        m_fitRoom = room;
    }
    return *m_fit;
}

TypeScale DemoColumn::scale() const
{
    if (m_needs.casts.empty() || m_both->direction() != QBoxLayout::TopToBottom)
        return Pane::scale();
    return fitted().scale;
}

void DemoColumn::start()
{
    if (m_model.startOver())
        refreshNotice();
}

void DemoColumn::refreshNotice()
{
    const auto &failure = m_model.failure();
    m_notice->say(failure ? QString::fromStdString(explain(*failure, currentLanguage()))
                          : QString(),
                  tr("Start over"), Glyph::StartOver);
    placeNotice();
}

/// Where there is little height a notice stands instead of the caption, which tells of the past.
void DemoColumn::placeNotice()
{
    const bool isUnder = m_both->direction() == QBoxLayout::TopToBottom;
    const bool isQuiet = m_notice->sentence().isEmpty();
    m_caption->setVisible(isUnder || isQuiet);
    const auto margin = static_cast<int>(typeScaleFor(*m_stage).margin);
    m_above->setContentsMargins(margin, isQuiet ? 0 : margin / 3, margin, 0);
}

void DemoColumn::setTheme(const Theme &theme)
{
    m_theme = &theme;
    m_caption->setTheme(theme);
    m_stage->setTheme(theme);
    for (auto *list : m_lists)
        list->setTheme(theme);
}

void DemoColumn::setMotion(Motion motion)
{
    m_stage->setMotion(motion);
}

void DemoColumn::showInstant()
{
    m_caption->showInstant();
    m_stage->showInstant();
    for (auto *list : m_lists)
        list->showInstant();
}

void DemoColumn::retranslate()
{
    if (!m_model.isOpen())
        return;
    auto title = localized(m_model.scenario().title);
    static const QRegularExpression cure(QStringLiteral("^(The cure: |正确[^：]*：)"));
    title.remove(cure); // that is what the heading says
    if (currentLanguage() == Language::English && !title.isEmpty())
        title[0] = title[0].toUpper(); // what stood before it is gone
    m_heading->setText(ofSide(m_side, title));
    m_fit.reset();
    fit();
    m_stage->setAccessibleName(m_heading->text());
    for (std::size_t i = 0; i < m_lists.size(); ++i)
        m_lists[i]->setAccessibleDescription(
            tr("Steps of %1").arg(QString::fromStdString(m_model.scenario().workers[i].name)));
    refreshNotice();
}

void DemoColumn::changeEvent(QEvent *event)
{
    Pane::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void DemoColumn::setLists(Lists place)
{
    const bool isUnder = place == Lists::Under;
    const bool wasUnder = m_both->direction() == QBoxLayout::TopToBottom;
    if (isUnder == wasUnder)
        return;
    m_both->setDirection(isUnder ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_caption->setCompact(!isUnder);
    (isUnder ? m_both : m_steps)->insertWidget(0, m_heading);
    placeNotice();
    fit();
}

void DemoColumn::fit()
{
    const auto margin = static_cast<int>(typeScaleFor(*m_stage).margin);
    const bool isUnder = m_both->direction() == QBoxLayout::TopToBottom;
    const bool isAbreast = isUnder && !m_needs.casts.empty() && fitted().abreast;
    const int beside = isUnder
                           ? 0
                           : std::max(leastListWidth, width() * 28 / 100); // of both demos the same
    m_heading->setContentsMargins(isUnder ? margin : 0, isUnder ? margin / 3 : 0,
                                  isUnder ? margin : 0, 0);
    m_heading->setFixedHeight(m_heading->heightForWidth(isUnder ? width() : beside));
    m_steps->setDirection(isAbreast ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_steps->setContentsMargins(isUnder ? margin : 0, isUnder ? 0 : margin / 3, margin, margin / 3);
    m_steps->setSpacing(isUnder ? margin / 2 : margin / 3);
    for (std::size_t i = 0; i < m_lists.size(); ++i) {
        auto *list = m_lists[i];
        const auto &needs = m_needs.lists[i];
        const auto rows = static_cast<int>(needs.rows) + 2; // its head, and one to spare
        m_steps->setStretchFactor(list, isAbreast
                                            ? StepList::sizeOf(needs, fitted().listPixels).width()
                                        : isUnder ? 1
                                                  : rows);
        list->setNarrow(!isUnder);
        list->setPixels(isUnder ? fitted().listPixels : 0);
        list->setMinimumWidth(beside);
    }
    if (!m_model.isOpen())
        return;
    const TextMeasure measure(typeScaleFor(*m_stage));
    const auto least = leastFrame(castOf(m_model.scenario()), measure, width() - beside - margin);
    m_stage->setMinimumSize(leastStageWidth, static_cast<int>(std::ceil(least.height())));
}

void DemoColumn::resizeEvent(QResizeEvent *event)
{
    Pane::resizeEvent(event);
    fit();
}

} // namespace seeipc
