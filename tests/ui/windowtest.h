// SPDX-License-Identifier: MIT
#pragma once

#include "support.h"
#include "ui/controls/style.h"
#include "ui/drawers.h"
#include "ui/mainwindow.h"
#include "ui/model/playhead.h"
#include "ui/pacer.h"
#include "ui/views/sheetview.h"

#include <QApplication>
#include <QTest>

#include <memory>

namespace seeipc {

constexpr int patience = 20'000; ///< milliseconds

inline std::size_t drawerOf(std::string_view id)
{
    const auto all = Drawers::all();
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i]->id == id)
            return i;
    }
    qFatal("no drawer %s", std::string(id).c_str());
}

inline QString fileText(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).trimmed() : QString();
}

/// A test with a window of its own for each function, at 1280 x 800, in English.
class WindowTest : public QObject
{
    Q_OBJECT

protected Q_SLOTS:
    void initTestCase()
    {
        m_style = new Style;
        QApplication::setStyle(m_style);
    }

    void init() { makeWindow({}); }

    void cleanup()
    {
        m_window.reset();
        m_model.reset();
        m_pacer.reset();
    }

protected:
    void makeWindow(Settings settings)
    {
        m_pacer = std::make_unique<Pacer>();
        m_model = std::make_unique<SessionModel>(*m_pacer);
        settings.windowSize = QSize(1280, 800);
        settings.language = Language::English;
        settings.pace = {20'000'000};
        m_window = std::make_unique<MainWindow>(*m_model, *m_style, settings);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    Drawers &drawers() { return m_window->drawers(); }

    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(m_window.get(), static_cast<Qt::Key>(key), modifiers);
    }

    void openFlow();

    QString openSheet(std::string_view id)
    {
        const auto drawer = drawerOf(id);
        drawers().open(drawer);
        drawers().giveFocus(drawer);
        return static_cast<SheetView *>(drawers().view(drawer))->sheet().wholeText();
    }

    Style *m_style = nullptr; ///< the application's
    std::unique_ptr<Pacer> m_pacer;
    std::unique_ptr<SessionModel> m_model;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace seeipc
