// SPDX-License-Identifier: MIT
#pragma once

#include "ui/theme.h"

#include <QString>
#include <QTextEdit>

#include <cstdint>
#include <vector>

namespace seeipc {

/// A value and where it comes from, in the forms of the stage.
struct Fact
{
    enum class Mark : std::uint8_t {
        Plain,     ///< reported, or no number
        Sampled,   ///< a small clock and its age
        Inferred,  ///< dotted underline and "≈"
        Refused,   ///< "?"; `value` is why
        Disagrees, ///< "≠": `value` has both
    };

    QString what;
    QString value;
    Mark mark = Mark::Plain;
    QString age;    ///< of a sampled one: "0.3 s"
    QString source; ///< "fcntl(2) F_GETPIPE_SZ"; may be empty
    QString when{}; ///< of a sampled one, for its age where the clock may stand: "0.3 s after the start"

    bool operator==(const Fact &) const = default;
};

struct FactGroup
{
    QString title;
    QString note; ///< a sentence below the title; may be empty
    std::vector<Fact> facts;

    bool operator==(const FactGroup &) const = default;
};

/// Facts in groups, to be read, selected and copied. Screen readers get it as text.
class FactSheet : public QTextEdit
{
    Q_OBJECT

public:
    explicit FactSheet(QWidget *parent = nullptr);

    /// Shows these; of the same thing, where it was scrolled to and what is selected stay. Where lines up to
    /// the selected ones came or went, they do not show: what stands there stands still.
    void setFacts(const std::vector<FactGroup> &groups);
    /// Older facts than the last ones stand there, for the sake of what is selected.
    bool standsStill() const { return m_shown != m_groups; }
    void setTheme(const Theme &theme);
    /// The whole as plain text, each value with its source; the last facts, whatever is selected.
    QString wholeText() const;
    void copyWhole();

Q_SIGNALS:
    void wholeWanted(); ///< it is about to be copied: facts that are set now come along
    void stillnessChanged();

protected:
    QMimeData *createMimeDataFromSelection() const override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    bool keepsSelection(const std::vector<FactGroup> &groups) const;
    void build(const std::vector<FactGroup> &groups);
    void fillIn();
    void insertGroup(QTextCursor &cursor, const FactGroup &group);
    void insertValue(QTextCursor cursor, const Fact &fact);
    QImage clockPicture() const;

    const Theme *m_theme;
    std::vector<FactGroup> m_groups;
    std::vector<FactGroup> m_shown; ///< of them, or of before
    std::vector<int> m_starts;      ///< the line at which each of those shown begins
    int m_pairs = 1;                ///< facts beside each other
};

} // namespace seeipc
