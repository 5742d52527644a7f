// SPDX-License-Identifier: MIT
#pragma once

#include "ui/theme.h"
#include "ui/views/fact.h"

#include <QString>
#include <QTextEdit>
#include <QTextTable>

#include <vector>

namespace seeipc {

/// Facts in groups, to be read, selected and copied. Screen readers get it as text.
class FactSheet : public QTextEdit
{
    Q_OBJECT

public:
    static constexpr QChar joiner = QChar(0x2060); ///< no line ends here

    explicit FactSheet(QWidget *parent = nullptr);

    /// Shows these; of the same thing, where it was scrolled to and what is selected stay. Where lines up to
    /// the selected ones came or went, they do not show: what stands there stands still.
    void setFacts(const std::vector<FactGroup> &groups);
    /// Older facts than the last ones stand there, for the sake of what is selected.
    bool standsStill() const { return m_shown != m_groups; }
    void setTheme(const Theme &theme);
    /// The whole as plain text, each value with its source; the last facts, whatever is selected.
    QString wholeText() const { return plainText(m_groups); }
    void copyWhole();

Q_SIGNALS:
    void wholeWanted(); ///< it is about to be copied: facts that are set now come along
    void stillnessChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    QMimeData *createMimeDataFromSelection() const override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    enum class Filling { Anew, Changes };

    bool keepsSelection(const std::vector<FactGroup> &groups) const;
    void build(const std::vector<FactGroup> &groups, Filling how);
    void fillIn();
    void fillChanges(const std::vector<FactGroup> &before);
    QTextTableCell valueCell(std::size_t group, std::size_t fact) const;
    void insertGroup(QTextCursor &cursor, const FactGroup &group);
    void setApart(QTextTableCell cell) const;
    void insertValue(QTextCursor cursor, const Fact &fact);
    int clockSide() const; ///< pixels
    void drawClock(QPainter &painter, const QPointF &corner) const;
    bool isInOneCell() const;
    std::vector<FactGroup> selectedGroups() const;

    const Theme *m_theme;
    std::vector<FactGroup> m_groups;
    std::vector<FactGroup> m_shown;     ///< of them, or of before
    std::vector<int> m_starts;          ///< the line at which each of those shown begins
    std::vector<QTextTable *> m_tables; ///< of each of those; null: it has no facts
    int m_pairs = 1;                    ///< facts beside each other
};

} // namespace seeipc
