"""The blueprint of coding and the words its pages share with others."""

from __future__ import annotations

from flask import Blueprint

from storyhub.coding.labels import coefficient, custom_label, percentage, polarity_label, skip_label, step_label, strength_label

bp = Blueprint("coding", __name__)
bp.add_app_template_filter(polarity_label)
bp.add_app_template_filter(strength_label)
bp.add_app_template_filter(coefficient)
bp.add_app_template_filter(percentage)
bp.add_app_template_filter(custom_label)
bp.add_app_template_filter(skip_label)
bp.add_app_template_filter(step_label)
