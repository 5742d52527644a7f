// SPDX-License-Identifier: MIT
#pragma once

#include "ui/compare/columnfit.h"
#include "ui/compare/steplist.h"
#include "ui/compare/valuesofboth.h"
#include "ui/controls/notice.h"
#include "ui/model/sessionmodel.h"
#include "ui/views/pane.h"
#include "ui/views/view.h"

#include <QBoxLayout>

#include <optional>

namespace seeipc {

class CaptionView;
class Pacer;
class ScaledLabel;
class StageView;

/// One of the two demos that run side by side: what it is, caption, stage, and its steps.
class DemoColumn : public Pane
{
    Q_OBJECT

public:
    DemoColumn(Pacer &pacer, Side side, QWidget *parent);

    SessionModel &model() { return m_model; }
    const SessionModel &model() const { return m_model; }
    /// "Wrong · Wait before read".
    static QString ofSide(Side side, const QString &words);
    /// Where the lists of steps stand: under the stage, or at the right of it and of all else.
    enum class Lists : std::uint8_t { Under, AtTheRight };

    void setLists(Lists place);
    /// Shows the demo before its start, its steps held against the other's.
    void prepare(const DemoSetup &demo, const DemoSetup &other);
    void start();
    void setTheme(const Theme &theme);
    void setMotion(Motion motion);
    void showInstant();

    /// Under the stage: as large as all of it has room for.
    TypeScale scale() const override;

    /// Else all would be as high as they would like once a notice is there, which wraps.
    bool hasHeightForWidth() const override { return false; }

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void retranslate();
    void refreshNotice();
    void placeNotice();
    void fit();
    void noteNeeds(const DemoSetup &demo, const DemoSetup &other);
    const ColumnFit &fitted() const;

    SessionModel m_model;
    ColumnNeeds m_needs; ///< none until a demo is prepared
    Side m_side;
    const Theme *m_theme;
    ScaledLabel *m_heading;
    Notice *m_notice;
    CaptionView *m_caption;
    StageView *m_stage;
    QBoxLayout *m_above; ///< the notice and what is around it
    QBoxLayout *m_both;
    QBoxLayout *m_steps;
    std::vector<StepList *> m_lists;
    mutable std::optional<ColumnFit> m_fit; ///< for `m_fitRoom`; children ask while it is placed
    mutable QSize m_fitRoom;
};

} // namespace seeipc
