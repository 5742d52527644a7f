// SPDX-License-Identifier: MIT
#pragma once

#include "events/ids.h"
#include "ui/scene/codewords.h"
#include "ui/theme.h"

#include <QLabel>
#include <QTimer>

#include <optional>
#include <vector>

namespace seeipc {

class SessionModel;

/// Which of two demos a list stands for: what its own lines are marked with.
enum class Side { Wrong, Cured };

/// What has to find room in a list: these lines, each of them at some time with how long it has not
/// returned beside it; as high as `rows` of them.
struct ListNeeds
{
    std::vector<StepLine> lines;
    std::size_t rows = 0;
};

/// A worker's steps as text that can be selected: the line that is on, what the others came to, and
/// those that the other demo has not.
class StepList : public QLabel
{
    Q_OBJECT

public:
    /// `code`: the other demo lacks what is added in it. It is as high as `rows` lines, so that two
    /// demos beside each other stand level.
    StepList(SessionModel &model, Side side, WorkerId worker, CodeText code, std::size_t rows,
             QWidget *parent);

    /// Of a list that is not narrow, in type of so many pixels.
    static QSize sizeOf(const ListNeeds &needs, int pixels);

    void setTheme(const Theme &theme);
    void setPixels(int pixels); ///< of its type
    /// What becomes of the line that is on has a row of its own beneath it where both have no room in one;
    /// no higher than its own lines, as its demo stands above or below the other.
    void setNarrow(bool isNarrow);
    void showInstant() { refresh(); }

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void comeBackForAges();
    QString head() const;
    bool hasSpareRow() const;
    QString row(std::size_t line, bool isCurrent) const;
    QStringList outcomes(std::size_t line) const;

    SessionModel &m_model;
    Side m_side;
    WorkerId m_worker;
    CodeText m_code;
    Cast m_cast;
    std::size_t m_rows;
    bool m_isNarrow = false;
    int m_pixels = 0; ///< 0: as other text
    const Theme *m_theme;
    QTimer m_later; ///< once, for ages
};

} // namespace seeipc
