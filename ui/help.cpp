// SPDX-License-Identifier: MIT
#include "ui/help.h"

#include "ui/controls/type.h"
#include "ui/mainactions.h"

#include <QCoreApplication>
#include <QDialog>
#include <QGridLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace seeipc {

namespace {

constexpr int apart = 32; ///< pixels that a dialog leaves of the window, both sides together
constexpr char mayWrap[] = "mayWrap"; ///< property of a label

QString text(const char *source)
{
    return QCoreApplication::translate("seeipc::help", source);
}

QDialog *makeDialog(const QString &title, QWidget *parent)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    return dialog;
}

QPushButton *makeClose(QDialog &dialog)
{
    auto *close = new QPushButton(text(QT_TRANSLATE_NOOP("seeipc::help", "Close")), &dialog);
    close->setDefault(true);
    QObject::connect(close, &QPushButton::clicked, &dialog, &QDialog::accept);
    return close;
}

/// Opens it no larger than the window: words go on in another line, and what has no room is scrolled to.
void openWithin(QDialog &dialog, QWidget &page)
{
    auto *area = new QScrollArea(&dialog);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->viewport()->setAutoFillBackground(false);
    page.layout()->setContentsMargins({});
    auto *both = new QVBoxLayout(&dialog);
    both->addWidget(area);
    both->addWidget(makeClose(dialog), 0, Qt::AlignRight);
    const auto most = dialog.parentWidget()->window()->size() - QSize(apart, apart);
    const auto around = QSize(both->contentsMargins().left() + both->contentsMargins().right(),
                              both->sizeHint().height() - area->sizeHint().height());
    auto inside = page.sizeHint();
    if (inside.width() + around.width() > most.width()) {
        for (auto *label : page.findChildren<QLabel *>())
            label->setWordWrap(label->property(mayWrap).toBool());
        inside.setWidth(most.width() - around.width());
        inside.setHeight(page.layout()->totalHeightForWidth(inside.width()));
    }
    if (inside.height() + around.height() > most.height())
        inside.rheight() = most.height() - around.height();
    area->setWidget(&page);
    area->setWidgetResizable(true);
    page.setAutoFillBackground(false);
    dialog.resize(inside + around);
    dialog.open();
}

/// Two columns of a grid: keys, and what they do.
class KeyList
{
public:
    KeyList(QWidget &page, QGridLayout &grid, int column)
        : m_page(page), m_grid(grid), m_column(column)
    {
        const int letter = page.fontMetrics().averageCharWidth();
        grid.setHorizontalSpacing(letter * 3);
        grid.setVerticalSpacing(letter / 2);
        grid.setColumnStretch(column + 1, 1);
    }

    void addHeading(const QString &words)
    {
        m_row += m_row > 0 ? 1 : 0; // a line stays free
        m_grid.addWidget(label(TextRole::State, words), m_row++, m_column, 1, 2);
    }
    void add(const QString &keys, const QString &words)
    {
        m_grid.addWidget(label(TextRole::State, keys), m_row, m_column);
        auto *meaning = label(TextRole::Text, words);
        meaning->setProperty(mayWrap, true);
        m_grid.addWidget(meaning, m_row++, m_column + 1);
    }

private:
    QLabel *label(TextRole role, const QString &words)
    {
        auto *made = new ScaledLabel(role, &m_page);
        made->setText(words);
        return made;
    }

    QWidget &m_page;
    QGridLayout &m_grid;
    int m_column;
    int m_row = 0;
};

void addStageKeys(KeyList &list)
{
    list.addHeading(text(QT_TRANSLATE_NOOP("seeipc::help", "On the stage")));
    list.add(QStringLiteral("Tab, Shift+Tab"),
             text(QT_TRANSLATE_NOOP("seeipc::help", "Next process, end or pipe, then on")));
    list.add(text(QT_TRANSLATE_NOOP("seeipc::help", "Up, Down")),
             text(QT_TRANSLATE_NOOP("seeipc::help", "Next process; in a pipe, its next slot")));
    list.add(QStringLiteral("Home, End"),
             text(QT_TRANSLATE_NOOP("seeipc::help", "Oldest and last slot of a pipe")));
    list.add(QStringLiteral("Enter"),
             text(QT_TRANSLATE_NOOP("seeipc::help", "Inspect what has the ring around it")));
}

void addCodeKeys(KeyList &list)
{
    list.addHeading(text(QT_TRANSLATE_NOOP("seeipc::help", "In the code")));
    list.add(QStringLiteral("Tab, Shift+Tab"),
             text(QT_TRANSLATE_NOOP("seeipc::help", "Next process, then on")));
    list.add(text(QT_TRANSLATE_NOOP("seeipc::help", "Up, Down")),
             text(QT_TRANSLATE_NOOP("seeipc::help", "Next line")));
    list.add(QStringLiteral("Enter"),
             text(QT_TRANSLATE_NOOP("seeipc::help", "Run its process to the line")));
    list.add(QStringLiteral("Ctrl+C"), text(QT_TRANSLATE_NOOP("seeipc::help", "Copy the code")));
}

void addTimelineKeys(KeyList &list)
{
    list.addHeading(text(QT_TRANSLATE_NOOP("seeipc::help", "In the timeline")));
    list.add(text(QT_TRANSLATE_NOOP("seeipc::help", "Left, Right")),
             text(QT_TRANSLATE_NOOP("seeipc::help", "Earlier, later")));
    list.add(text(QT_TRANSLATE_NOOP("seeipc::help", "Shift+Left, Shift+Right")),
             text(QT_TRANSLATE_NOOP("seeipc::help", "Select a stretch and add it up")));
    list.add(QStringLiteral("+, -"), text(QT_TRANSLATE_NOOP("seeipc::help", "Zoom")));
    list.add(QStringLiteral("Home"), text(QT_TRANSLATE_NOOP("seeipc::help", "To the beginning")));
    list.add(QStringLiteral("End"), text(QT_TRANSLATE_NOOP("seeipc::help", "Back to live")));
    list.add(QStringLiteral("Esc"), text(QT_TRANSLATE_NOOP("seeipc::help", "Drop the selection")));
}

void addGestures(KeyList &list)
{
    list.addHeading(text(QT_TRANSLATE_NOOP("seeipc::help", "With the mouse")));
    list.add(text(QT_TRANSLATE_NOOP("seeipc::help", "Click, on the stage")),
             text(QT_TRANSLATE_NOOP("seeipc::help", "Inspect what is there")));
    list.add(text(QT_TRANSLATE_NOOP("seeipc::help", "Click, in the code")),
             text(QT_TRANSLATE_NOOP("seeipc::help", "Run its process to the line")));
    list.add(text(QT_TRANSLATE_NOOP("seeipc::help", "Click, in the timeline")),
             text(QT_TRANSLATE_NOOP("seeipc::help", "Freeze the picture of that instant")));
    list.add(text(QT_TRANSLATE_NOOP("seeipc::help", "Drag the playhead")),
             text(QT_TRANSLATE_NOOP("seeipc::help", "Go through time")));
    list.add(text(QT_TRANSLATE_NOOP("seeipc::help", "Drag beside it")),
             text(QT_TRANSLATE_NOOP("seeipc::help", "Select a stretch and add it up")));
    list.add(text(QT_TRANSLATE_NOOP("seeipc::help", "Wheel")),
             text(QT_TRANSLATE_NOOP("seeipc::help", "Zoom at the pointer")));
    list.add(text(QT_TRANSLATE_NOOP("seeipc::help", "Shift+wheel")),
             text(QT_TRANSLATE_NOOP("seeipc::help", "Earlier, later")));
    list.add(text(QT_TRANSLATE_NOOP("seeipc::help", "Double-click")),
             text(QT_TRANSLATE_NOOP("seeipc::help", "In the events: show that instant")));
}

QString plain(QString words)
{
    const QString chinese = QStringLiteral("(&");
    if (const auto at = words.indexOf(chinese); at >= 0) // "中文(&C)"
        words.truncate(at);
    return words.remove(QLatin1Char('&'));
}

} // namespace

void showKeys(const MainActions &actions, QWidget *parent)
{
    auto *dialog = makeDialog(text(QT_TRANSLATE_NOOP("seeipc::help", "Keys")), parent);
    auto *page = new QWidget(dialog);
    auto *grid = new QGridLayout(page);
    KeyList everywhere(*page, *grid, 0);
    for (const QAction *action : actions.withKeys()) {
        QStringList keys;
        for (const auto &key : action->shortcuts())
            keys << key.toString(QKeySequence::NativeText);
        const bool isSelect = action == actions.select[0];
        everywhere.add(isSelect ? QStringLiteral("1 ... 9") : keys.join(QStringLiteral(" / ")),
                       isSelect ? plain(actions.selectMenu()->title()) : plain(action->text()));
    }
    everywhere.add(QStringLiteral("Esc"),
                   text(QT_TRANSLATE_NOOP("seeipc::help",
                                          "End a run, close the drawer, or leave full screen")));
    addCodeKeys(everywhere); // the other column has no room for them
    KeyList inViews(*page, *grid, 2);
    addStageKeys(inViews);
    addTimelineKeys(inViews);
    inViews.addHeading(text(QT_TRANSLATE_NOOP("seeipc::help", "In the drawers")));
    inViews.add(QStringLiteral("Ctrl+C"),
                text(QT_TRANSLATE_NOOP("seeipc::help", "Copy what is selected, else all")));
    addGestures(inViews);
    openWithin(*dialog, *page);
}

void showKeysOfBoth(const MainActions &actions, QWidget *parent)
{
    auto *dialog = makeDialog(text(QT_TRANSLATE_NOOP("seeipc::help", "Keys")), parent);
    auto *page = new QWidget(dialog);
    auto *grid = new QGridLayout(page);
    KeyList list(*page, *grid, 0);
    list.addHeading(text(QT_TRANSLATE_NOOP("seeipc::help", "Side by side, in both at once")));
    const auto add = [&](const QString &keys, const QAction *action) {
        list.add(keys, plain(action->text()));
    };
    add(QStringLiteral("R"), actions.startOver);
    add(QStringLiteral("P / Space"), actions.hold);
    add(QStringLiteral("S / Right"), actions.run);
    add(QStringLiteral("Shift+S / Shift+Right"), actions.step);
    list.add(QStringLiteral("1 ... 9"), plain(actions.selectMenu()->title()));
    add(QStringLiteral("F"), actions.freeze);
    add(QStringLiteral("Ctrl+Left / ,"), actions.previousChange);
    add(QStringLiteral("Ctrl+Right / ."), actions.nextChange);
    add(QStringLiteral("+ / ="), actions.faster);
    add(QStringLiteral("-"), actions.slower);
    add(QStringLiteral("F11"), actions.fullScreen);
    add(QStringLiteral("Ctrl+K / Ctrl+O"), actions.chooseDemo);
    list.add(QStringLiteral("Esc"),
             text(QT_TRANSLATE_NOOP("seeipc::help",
                                    "End a run, leave full screen, or close the window")));
    openWithin(*dialog, *page);
}

void showAbout(QWidget *parent)
{
    auto *dialog = makeDialog(text(QT_TRANSLATE_NOOP("seeipc::help", "About SeeIPC")), parent);
    auto *grid = new QGridLayout(dialog);
    auto *name = new ScaledLabel(TextRole::Number, dialog);
    name->setText(QStringLiteral("SeeIPC ") + QCoreApplication::applicationVersion());
    auto *words = new ScaledLabel(TextRole::Text, dialog);
    words->setWordWrap(true);
    words->setMinimumWidth(dialog->fontMetrics().averageCharWidth() * 60);
    words->setText(text(QT_TRANSLATE_NOOP(
        "seeipc::help",
        "Real processes make real system calls, and the kernel is asked what is going on: how full "
        "a "
        "pipe is, who sleeps in which call, and why. Every number comes from the kernel, or the "
        "picture says that it does not.")));
    auto *licence = new ScaledLabel(TextRole::Text, dialog);
    licence->setText(
        text(QT_TRANSLATE_NOOP("seeipc::help", "Free software under the MIT licence.")));
    grid->addWidget(name, 0, 0);
    grid->addWidget(words, 1, 0);
    grid->addWidget(licence, 2, 0);
    grid->addWidget(makeClose(*dialog), 3, 0, Qt::AlignRight);
    dialog->open();
}

} // namespace seeipc
