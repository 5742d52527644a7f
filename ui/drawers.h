// SPDX-License-Identifier: MIT
#pragma once

#include "ui/settings.h"
#include "ui/views/view.h"

#include <QStackedWidget>

#include <vector>

class QHBoxLayout;

namespace seeipc {

class TabButton;

/// The views of Place::Drawer, at the right side of the window: one in front, the others that are
/// open behind tabs. A view is made when it is opened for the first time.
class Drawers : public QWidget
{
    Q_OBJECT

public:
    explicit Drawers(SessionModel &model, QWidget *parent = nullptr);

    /// Every row of the table that is a drawer, in its order: what their buttons stand for.
    static std::vector<const ViewDescriptor *> all();

    /// Opens one or brings it to the front; opened by a key it gets the focus.
    void open(std::size_t drawer);
    void close(std::size_t drawer);
    /// What its button does: opens it, brings it to the front, or closes the one in front.
    void toggle(std::size_t drawer);
    void giveFocus(std::size_t drawer);
    bool isOpen(std::size_t drawer) const;
    bool isInFront(std::size_t drawer) const;
    /// Null before it was opened for the first time.
    View *view(std::size_t drawer) const { return m_drawers[drawer].view; }

    /// Opens these alone, as they were remembered.
    void restore(const DrawersLeft &left);
    /// What is open now; the width is not known here.
    DrawersLeft left() const;

    void setTheme(const Theme &theme);
    void setMotion(Motion motion);
    void showInstant();
    /// Whatever the form of now: where there is less height its views stand in a row.
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void changed(); ///< one was opened, closed or brought to the front

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    struct Drawer
    {
        const ViewDescriptor *descriptor = nullptr;
        View *view = nullptr;
        TabButton *tab = nullptr;
        bool isOpen = false;
    };

    void makeView(Drawer &drawer);
    void orderTabs(const Drawer &drawer);
    void makeTab(Drawer &drawer, std::size_t position);
    void bringToFront(std::size_t drawer);
    void refresh();
    void retranslate();

    SessionModel &m_model;
    const Theme *m_theme;
    Motion m_motion = Motion::Moving;
    std::vector<Drawer> m_drawers;
    QHBoxLayout *m_tabs;
    TabButton *m_close;
    QStackedWidget *m_stack;
};

} // namespace seeipc
