// SPDX-License-Identifier: MIT
#pragma once

#include <QLineEdit>
#include <QPushButton>
#include <QWidget>

#include <vector>

namespace seeipc {

class ParameterField;
class ScaledLabel;
class SessionModel;

/// The parameters of the demo that runs; a change acts at once, by real calls of its workers.
class ParameterPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ParameterPanel(SessionModel &model, QWidget *parent = nullptr);

    /// Makes the fields of another demo.
    void rebuild();
    /// Little height: one line less for each parameter, and narrower ones; a choice that stands alone
    /// has its title beside it.
    void setCompact(bool isCompact);
    /// The field of a parameter; null for a text or a choice.
    ParameterField *field(std::size_t position) const { return m_fields[position]; }

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    /// A parameter that is a text: the next start takes it.
    struct TextField
    {
        std::size_t position = 0;
        QWidget *box = nullptr;
        ScaledLabel *title = nullptr;
        QLineEdit *edit = nullptr;
        ScaledLabel *hint = nullptr;
    };

    /// A parameter that is a choice: a button for each word; the next start takes it.
    struct ChoiceField
    {
        std::size_t position = 0;
        QWidget *box = nullptr;
        ScaledLabel *title = nullptr;
        std::vector<QPushButton *> buttons; ///< in the order of the words
        ScaledLabel *hint = nullptr;
    };

    void addField(std::size_t position);
    void addChoiceField(std::size_t position);
    void addTextField(std::size_t position);
    void refresh();
    void retranslate();
    void arrange();
    int room() const;

    SessionModel &m_model;
    std::vector<ParameterField *> m_fields; ///< by position
    std::vector<TextField> m_texts;
    std::vector<ChoiceField> m_choices;
    std::vector<QWidget *> m_boxes; ///< all of them, in order
    int m_columns = 0;
    bool m_isCompact = false;
};

} // namespace seeipc
