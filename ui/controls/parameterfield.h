// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/scenario.h"
#include "ui/controls/numbers.h"
#include "ui/controls/slider.h"
#include "ui/controls/type.h"
#include "ui/model/sessionmodel.h"

#include <QWidget>

namespace seeipc {

/// One parameter of a demo: its name, a slider beside a field with its unit, and below them its
/// bounds, or in words what the kernel made of the last change.
class ParameterField : public QWidget
{
    Q_OBJECT

public:
    ParameterField(const Parameter &parameter, QWidget *parent = nullptr);

    void setValue(std::int64_t value);
    void setAnswer(const ParameterAnswer &answer);
    void retranslate();
    /// Little height: no line below the field; its name says in short what the kernel made of it.
    void setCompact(bool isCompact);
    /// What stands below the field.
    QString hint() const { return m_hint->text(); }

Q_SIGNALS:
    void edited(std::int64_t value);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();
    QString boundsText() const;
    QString answerText() const;
    QString limitText(const QString &asked) const;
    void showUnit();
    void showHint();
    void showTitle();
    QString titleWith(const QStringList &words) const;

    Parameter m_parameter;
    ParameterAnswer m_answer;
    std::vector<std::int64_t> m_detents;
    bool m_isCompact = false;
    ElidingLabel *m_title;
    Slider *m_slider;
    NumberField *m_field;
    ScaledLabel *m_hint;
};

} // namespace seeipc
